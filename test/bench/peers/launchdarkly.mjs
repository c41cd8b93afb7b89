import { readFileSync, writeFileSync } from 'node:fs';

/** The package keeps its evaluator to itself: a copy of its file beside it lets it out. */
const dist = new URL('./node_modules/@launchdarkly/js-server-sdk-common/dist/', import.meta.url);
const opened = new URL('evaluator-for-bench.js', dist);
writeFileSync(opened, `${readFileSync(new URL('index.js', dist), 'utf8')}\nexport { Evaluator };\n`);
const { Context, Evaluator, reviveFullPayload } = await import(opened.href);

/** Segments of a payload: rules, of which one is enough, of clauses, which all have to hold. */
export function launchdarkly(rules) {
  const segments = Object.fromEntries(
    rules.map((rule, index) => {
      const alternatives = alternativesOf(rule, false).map((clauses, place) => ({ id: String(place), clauses }));
      return [index, { key: String(index), version: 1, included: [], excluded: [], salt: 's', rules: alternatives }];
    }),
  );
  const all = Object.values(reviveFullPayload({ flags: {}, segments }).segments);
  const evaluator = new Evaluator({ crypto: {} }, {});
  return {
    // Of an absent attribute no clause holds, negated or not: it gets a value that no comparison takes.
    prepare: ({ flat, names }) =>
      Context.fromLDContext({
        kind: 'user',
        key: 'k',
        ...Object.fromEntries(names.map((name) => [name, ''])),
        ...flat,
      }),
    answers: (context, out) => {
      for (let index = 0; index < all.length; index += 1) {
        evaluator.segmentMatchContext(all[index], context, {}, [], (result) => {
          out[index] = Number(result.isMatch);
        });
      }
    },
  };
}

function alternativesOf(rule, negated) {
  if (rule.not) return alternativesOf(rule.not, !negated);
  const parts = rule.all ?? rule.any;
  if (!parts) return clausesOf(rule, negated);
  const inner = parts.map((part) => alternativesOf(part, negated));
  if ((rule.all !== undefined) === negated) return inner.flat();
  return inner.reduce((left, right) => left.flatMap((a) => right.map((b) => [...a, ...b])), [[]]);
}

function clausesOf({ name: attribute, operator, value }, negate) {
  const one = (op, ...values) => ({ attribute, op, values, negate });
  const both = (...clauses) => (negate ? clauses.map((clause) => [clause]) : [clauses]);
  switch (operator) {
    case 'in':
    case 'anyOf':
      return [[one('in', ...value)]];
    case 'contains':
      return [[one('contains', value)]];
    case 'startsWith':
      return [[one('startsWith', value)]];
    case 'isKnown':
      return attribute.startsWith('number') ? [[one('lessThan', 1e300)]] : [[one('matches', '.')]];
    case 'eq':
      return [[one('in', value)]];
    case 'gt':
      return [[one('greaterThan', value)]];
    case 'gte':
    case 'from':
      return [[one('greaterThanOrEqual', value)]];
    case 'lt':
    case 'before':
      return [[one('lessThan', value)]];
    case 'lte':
      return [[one('lessThanOrEqual', value)]];
    case 'between':
      return both(one('greaterThanOrEqual', value[0]), one('lessThanOrEqual', value[1]));
    case 'allOf':
      return both(...value.map((item) => one('in', item)));
  }
  throw new Error(operator);
}
