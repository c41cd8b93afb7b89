import { LogicEngine } from 'json-logic-engine';

/** The interpreter; its compiler makes functions from text, which the edge forbids. */
export function jsonLogic(rules) {
  const engine = new LogicEngine();
  const logics = rules.map(translate);
  return {
    prepare: ({ flat }) => flat,
    answers: (context, out) => {
      for (let index = 0; index < logics.length; index += 1) out[index] = Number(engine.run(logics[index], context));
    },
  };
}

function translate(rule) {
  if (rule.all) return { and: rule.all.map(translate) };
  if (rule.any) return { or: rule.any.map(translate) };
  if (rule.not) return { '!': translate(rule.not) };
  const { name, operator, value } = rule;
  const actual = { var: name };
  const known = { '!==': [actual, null] };
  // An absent number would be taken for 0.
  const compared = (test) => ({ and: [known, test] });
  switch (operator) {
    case 'in':
      return value.length === 1 ? { '===': [actual, value[0]] } : { in: [actual, value] };
    case 'contains':
      return compared({ in: [value, actual] });
    case 'startsWith':
      return compared({ '===': [{ substr: [actual, 0, value.length] }, value] });
    case 'isKnown':
      return known;
    case 'eq':
      return { '===': [actual, value] };
    case 'gt':
      return compared({ '>': [actual, value] });
    case 'gte':
    case 'from':
      return compared({ '>=': [actual, value] });
    case 'lt':
    case 'before':
      return compared({ '<': [actual, value] });
    case 'lte':
      return compared({ '<=': [actual, value] });
    case 'between':
      return compared({ '<=': [value[0], actual, value[1]] });
    case 'anyOf':
      return compared({ or: value.map((item) => ({ in: [item, actual] })) });
    case 'allOf':
      return compared({ and: value.map((item) => ({ in: [item, actual] })) });
  }
  throw new Error(operator);
}
