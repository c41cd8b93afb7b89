import { expect, it } from 'vitest';
import { type Mutation, mutantOf } from '../../support/mutant.ts';
import type { RuleCase } from '../../support/rule-case.ts';
import { disagreements, ruleCases } from '../../support/rule-cases.ts';

const cases = ruleCases().flatMap((file) => file.cases);

/** One fault per executor and per part of the engine, small as a slip of the hand. */
const mutations: [executor: string, mutation: Mutation][] = [
  ['check', { file: 'rules/check.ts', from: 'if (fitting.includes(', to: 'if (!fitting.includes(' }],
  ['compile', { file: 'rules/compile-event.ts', from: 'atLeast(Math.floor(n) + 1);', to: 'atLeast(Math.floor(n));' }],
  ['match', { file: 'rules/match.ts', from: 'return !evaluate(', to: 'return evaluate(' }],
  ['until', { file: 'rules/event-holds.ts', from: 'time + windowMs + 1', to: 'time + windowMs + 2' }],
  ['steps', { file: 'rules/segment-plan.ts', from: 'isAll ? onTrue : onFalse', to: 'isAll ? onFalse : onTrue' }],
  [
    'access predicates',
    {
      file: 'rules/choose-access.ts',
      from: "if (program[0] === '!') return null;",
      to: "if (program[0] === '!') return accessOf(program[1], table, priceOf);",
    },
  ],
  ['guards', { file: 'rules/choose-access.ts', from: 'isNegated ? ~leaf : leaf', to: 'leaf' }],
  ['bounds', { file: 'rules/fill-slot.ts', from: '[-Infinity, nextBelow(bound)]', to: '[-Infinity, bound]' }],
  [
    'facts read',
    { file: 'rules/found-predicates.ts', from: 'as number) <= now && now', to: 'as number) < now && now' },
  ],
  [
    'entries',
    {
      file: 'rules/segment-entries.ts',
      from: 'firstEntry[id + 1] = entries.length',
      to: 'firstEntry[id] = entries.length',
    },
  ],
  ['step code', { file: 'rules/step-code.ts', from: 'literal < 0 ? no : yes', to: 'yes' }],
  [
    'named texts',
    { file: 'rules/fill-slot.ts', from: 'of askedLater) if (test(text', to: 'of askedLater) if (!test(text' },
  ],
  ['counts reached', { file: 'profile/packed.ts', from: 'width) >= value : high', to: 'width) > value : high' }],
  ['residual', { file: 'rules/residual.ts', from: 'n - count]', to: 'n]' }],
  ['complete', { file: 'rules/complete.ts', from: 'return !complete(', to: 'return complete(' }],
  ['describe', { file: 'rules/describe-value.ts', from: '|ne$|', to: '|' }],
  ['explain', { file: 'rules/explain.ts', from: "verdict === 'yes' ? 'no'", to: "verdict === 'yes' ? 'yes'" }],
  ['warnings', { file: 'rules/intervals.ts', from: 'a[1] < b[1]', to: 'a[1] <= b[1]' }],
  ['comparisons', { file: 'rules/operators/matches.ts', from: 'actual <= expected)', to: 'actual < expected)' }],
  [
    'dates',
    { file: 'rules/date-test.ts', from: 'dayOperand(operand) + 1, Infinity', to: 'dayOperand(operand), Infinity' },
  ],
  ['anniversaries', { file: 'rules/day.ts', from: '? 28 : dayOfMonth', to: '? 29 : dayOfMonth' }],
  ['zones', { file: 'rules/calendar.ts', from: 'Math.max(change,', to: 'Math.min(change,' }],
  ['windows', { file: 'rules/window-ranges.ts', from: "lastMonth: ['month', -1]", to: "lastMonth: ['month', 0]" }],
  ['sessions', { file: 'rules/window-ranges.ts', from: 'session(count - 2)', to: 'session(count - 1)' }],
  ['sequences', { file: 'rules/sequence-holds.ts', from: 'one < time', to: 'one <= time' }],
  ['aggregates', { file: 'rules/event-holds.ts', from: 'propertyScale / count', to: 'propertyScale' }],
  ['series', { file: 'profile/series.ts', from: 'pack(value, hashWidth)', to: 'pack(0, hashWidth)' }],
  ['lists', { file: 'rules/holds-stored.ts', from: 'facts.lists.includes(', to: '!facts.lists.includes(' }],
  ['items', { file: 'profile/measure.ts', from: "match === 'all'", to: "match === 'none'" }],
];

it.each(mutations)('a slip in %s is found', async (_, mutation) => {
  const mutant = await mutantOf(mutation);
  const finds = (one: RuleCase) => {
    try {
      return disagreements(one, mutant).length > 0;
    } catch {
      return true;
    }
  };
  expect(cases.some(finds)).toBe(true);
});
