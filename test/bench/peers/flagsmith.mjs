import { getIdentitySegments } from './node_modules/flagsmith-nodejs/build/esm/flagsmith-engine/segments/evaluators.js';

/** Segments of an environment, asked by the engine for one identity. */
export function flagsmith(rules) {
  const segments = Object.fromEntries(
    rules.map((rule, index) => [index, { key: String(index), name: String(index), rules: [translate(rule)] }]),
  );
  return {
    // It has no lists: one stands as a text with separators.
    prepare: ({ flat }) => ({
      environment: { key: 'e', name: 'e' },
      identity: {
        identifier: 'i',
        key: 'i',
        traits: Object.fromEntries(
          Object.entries(flat).map(([name, value]) => [name, Array.isArray(value) ? `|${value.join('|')}|` : value]),
        ),
      },
      segments,
    }),
    answers: (context, out) => {
      out.fill(0);
      for (const { key } of getIdentitySegments(context)) out[Number(key)] = 1;
    },
  };
}

/** Of a rule with conditions and rules both have to hold, so each child is a rule of its own. */
function translate(rule) {
  if (rule.all) return { type: 'ALL', conditions: [], rules: rule.all.map(translate) };
  if (rule.any) return { type: 'ANY', conditions: [], rules: rule.any.map(translate) };
  if (rule.not) return { type: 'NONE', conditions: [], rules: [translate(rule.not)] };
  const { name: property, operator, value } = rule;
  const of = (type, ...tests) => ({
    type,
    conditions: tests.map(([name, operand]) => ({
      operator: name,
      property,
      value: operand === undefined ? null : String(operand),
    })),
    rules: [],
  });
  switch (operator) {
    case 'in':
      return of('ALL', value.length === 1 ? ['EQUAL', value[0]] : ['IN', value.join()]);
    case 'contains':
      return of('ALL', ['CONTAINS', value]);
    case 'startsWith':
      return of('ALL', ['REGEX', `^${value}`]);
    case 'isKnown':
      return of('ALL', ['IS_SET']);
    case 'eq':
      return of('ALL', ['EQUAL', value]);
    case 'gt':
      return of('ALL', ['GREATER_THAN', value]);
    case 'gte':
    case 'from':
      return of('ALL', ['GREATER_THAN_INCLUSIVE', value]);
    case 'lt':
    case 'before':
      return of('ALL', ['LESS_THAN', value]);
    case 'lte':
      return of('ALL', ['LESS_THAN_INCLUSIVE', value]);
    case 'between':
      return of('ALL', ['GREATER_THAN_INCLUSIVE', value[0]], ['LESS_THAN_INCLUSIVE', value[1]]);
    case 'anyOf':
      return of('ANY', ...value.map((item) => ['CONTAINS', `|${item}|`]));
    case 'allOf':
      return of('ALL', ...value.map((item) => ['CONTAINS', `|${item}|`]));
  }
  throw new Error(operator);
}
