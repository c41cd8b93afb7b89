import { createLogger, DatafileReader } from '@featurevisor/sdk';

/** Conditions of a datafile, asked by its reader. */
export function featurevisor(rules) {
  const segments = Object.fromEntries(rules.map((rule, index) => [`s${index}`, { conditions: translate(rule) }]));
  const datafile = { schemaVersion: '2', revision: '1', segments, features: {} };
  const reader = new DatafileReader({ datafile, logger: createLogger({ level: 'fatal' }) });
  const all = Object.values(segments);
  return {
    prepare: ({ flat, dates }) => ({
      ...flat,
      ...Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, new Date(at)])),
    }),
    answers: (context, out) => {
      for (let index = 0; index < all.length; index += 1)
        out[index] = Number(reader.segmentIsMatched(all[index], context));
    },
  };
}

function translate(rule) {
  if (rule.all) return { and: rule.all.map(translate) };
  if (rule.any) return { or: rule.any.map(translate) };
  if (rule.not) return { not: [translate(rule.not)] };
  const { name: attribute, operator, value } = rule;
  const one = (name, operand) => ({ attribute, operator: name, value: operand });
  switch (operator) {
    case 'in':
      return value.length === 1 ? one('equals', value[0]) : one('in', value);
    case 'contains':
    case 'startsWith':
      return one(operator, value);
    case 'isKnown':
      return { attribute, operator: 'exists' };
    case 'eq':
      return one('equals', value);
    case 'gt':
      return one('greaterThan', value);
    case 'gte':
      return one('greaterThanOrEquals', value);
    case 'lt':
      return one('lessThan', value);
    case 'lte':
      return one('lessThanOrEquals', value);
    case 'from':
      return one('after', new Date(value - 1).toISOString());
    case 'before':
      return one('before', new Date(value).toISOString());
    case 'between':
      return { and: [one('greaterThanOrEquals', value[0]), one('lessThanOrEquals', value[1])] };
    case 'anyOf':
      return { or: value.map((item) => one('includes', item)) };
    case 'allOf':
      return { and: value.map((item) => one('includes', item)) };
  }
  throw new Error(operator);
}
