import { evalCondition } from '@growthbook/growthbook';

/** Targeting conditions, asked by the evaluator of the SDK. */
export function growthbook(rules) {
  const conditions = rules.map(translate);
  return {
    prepare: ({ flat }) => flat,
    answers: (context, out) => {
      for (let index = 0; index < conditions.length; index += 1) {
        out[index] = Number(evalCondition(context, conditions[index], {}));
      }
    },
  };
}

function translate(rule) {
  if (rule.all) return { $and: rule.all.map(translate) };
  if (rule.any) return { $or: rule.any.map(translate) };
  if (rule.not) return { $not: translate(rule.not) };
  const { name, operator, value } = rule;
  switch (operator) {
    case 'in':
    case 'anyOf':
      return { [name]: { $in: value } };
    case 'contains':
      return { [name]: { $regex: value } };
    case 'startsWith':
      return { [name]: { $regex: `^${value}` } };
    case 'isKnown':
      return { [name]: { $exists: true } };
    case 'eq':
      return { [name]: { $eq: value } };
    case 'from':
      return { [name]: { $exists: true, $gte: value } };
    case 'before':
      return { [name]: { $exists: true, $lt: value } };
    // An absent number would be taken for 0.
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { [name]: { $exists: true, [`$${operator}`]: value } };
    case 'between':
      return { [name]: { $exists: true, $gte: value[0], $lte: value[1] } };
    case 'allOf':
      return { [name]: { $all: value } };
    default:
      return { [name]: { [`$${operator}`]: value } };
  }
}
