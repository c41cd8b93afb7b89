import { buildMongoQueryMatcher, createMongoAbility, subject } from '@casl/ability';
import { $and, $nor, $or, and, nor, or } from '@ucast/mongo2js';
import { mongoQuery } from './mongo-query.mjs';

/** One action a segment, allowed on its conditions. */
export function casl(rules) {
  const conditionsMatcher = buildMongoQueryMatcher({ $and, $or, $nor }, { and, or, nor });
  const actions = rules.map((_, index) => `a${index}`);
  const ability = createMongoAbility(
    rules.map((rule, index) => ({ action: actions[index], subject: 'Visitor', conditions: mongoQuery(rule) })),
    { conditionsMatcher },
  );
  return {
    prepare: ({ flat }) => subject('Visitor', { ...flat }),
    answers: (context, out) => {
      for (let index = 0; index < actions.length; index += 1) out[index] = Number(ability.can(actions[index], context));
    },
  };
}
