import { fractionOf } from '../decision/bucket.ts';
import { attributeTest } from './attribute-test.ts';
import { testDate } from './date-test.ts';
import { behaviourPurpose, type Evaluation, mayUse, noteUntil } from './evaluation.ts';
import { aggregateHolds, countHolds, sessionCountHolds, timeHolds } from './event-holds.ts';
import { folded } from './operators/matches.ts';
import type { Predicate } from './program.ts';
import type { FactValue } from './residual-shape.ts';
import { sequenceHolds } from './sequence-holds.ts';
import { visitHolds } from './visit-holds.ts';

/** Evaluates a predicate over stored facts and notes in the trace when time will flip it, what was withheld or approximate. */
export function holdsStored(predicate: Predicate, evaluation: Evaluation): boolean {
  const { facts, now, table, trace } = evaluation;
  switch (predicate[0]) {
    case 'live':
      return false;
    case 'attribute': {
      const value = attributeOf(predicate[1], evaluation);
      return value !== undefined && attributeTest(predicate[2])(folded(value), predicate[3]);
    }
    case 'date': {
      const [, name, operator, operand] = predicate;
      const { holds, until } = testDate(attributeOf(name, evaluation), operator, operand, {
        now,
        zone: table.timeZone,
      });
      noteUntil(trace, until);
      return holds;
    }
    case 'updated': {
      const [, name, withinMs] = predicate;
      if (attributeOf(name, evaluation) === undefined) return false;
      const saidAt = facts.saidAt[name] ?? -Infinity;
      const holds = now - saidAt <= withinMs;
      if (holds) noteUntil(trace, saidAt + withinMs + 1);
      return holds;
    }
    case 'visit':
      return visitHolds(predicate, evaluation);
    case 'bucket':
      return facts.hash !== undefined && fractionOf(facts.hash, predicate[1]) * 100 < predicate[2];
    case 'list':
      return mayUse(behaviourPurpose, evaluation) && facts.lists.includes(predicate[1]);
    case 'count':
      return countHolds(predicate, evaluation);
    case 'sessionCount':
      return sessionCountHolds(predicate, evaluation);
    case 'aggregate':
      return aggregateHolds(predicate, evaluation);
    case 'time':
      return timeHolds(predicate, evaluation);
    case 'sequence':
      return sequenceHolds(predicate[1], evaluation);
  }
}

function attributeOf(name: string, evaluation: Evaluation): FactValue | undefined {
  const { facts, table } = evaluation;
  if (!mayUse(table.purposes[name] ?? 'personalisation', evaluation)) return undefined;
  return Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined;
}
