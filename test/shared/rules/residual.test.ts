import { expect, it } from 'vitest';
import { link } from '../../../shared/rules/link.ts';
import { match } from '../../../shared/rules/match.ts';
import { residual } from '../../../shared/rules/residual.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { bundleOf, visitor } from '../../support/campaigns.ts';
import { caseNow, compileAlone, storedFacts } from '../../support/rule-facts.ts';

const count = (event: string, value: number, days: number): Rule => ({
  kind: 'event',
  event,
  where: [],
  window: { kind: 'rolling', amount: days, unit: 'day' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value,
});

it('fifty segments that stay open take less than 4 KB', () => {
  const segments = Array.from({ length: 50 }, (_, index) => ({
    id: `seg_${index}`,
    name: `Segment ${index}`,
    exposedKey: `key_${index}`,
    rule: {
      kind: 'all' as const,
      rules: [
        { kind: 'attribute' as const, attribute: 'country', operator: 'isNot' as const, value: `x${index}` },
        count('purchase', 0, 30),
        index % 2 === 0
          ? {
              kind: 'cart' as const,
              property: 'totalMinor' as const,
              operator: 'gt' as const,
              value: 5_000 + index * 100,
            }
          : count('view_item', 2 + (index % 5), 7),
        ...(index % 3 === 0
          ? [{ kind: 'page' as const, property: 'scrollPercent' as const, operator: 'gte' as const, value: 50 }]
          : []),
      ],
    },
  }));
  const linked = link(bundleOf({ segments }).bundle);
  const { facts } = visitor();
  const maybe = linked.segments.map(({ exposedKey, program }) => [
    exposedKey,
    linked.residual(program, { facts, now: caseNow }).answer,
  ]);
  expect(maybe.every(([, answer]) => typeof answer === 'object')).toBe(true);
  expect(new TextEncoder().encode(JSON.stringify(maybe)).length).toBeLessThan(4 * 1_024);
});

it('an answer on folded hours says that it is approximate', () => {
  // Its edge lies within an hour, six days back.
  const views: Rule = {
    ...count('page_view', 700, 1),
    window: { kind: 'rolling', amount: 9_010, unit: 'minute' },
  } as Rule;
  const { program, table } = compileAlone(views);
  const events = Array.from({ length: 700 }, (_, index): [string, number, Record<string, never>] => [
    'page_view',
    60 * 15 * (index + 1),
    {},
  ]);
  const facts = storedFacts(table, { events });
  const inside = match(program, table, { facts, now: caseNow });
  expect(inside).toMatchObject({ answer: false, reason: { approximate: true } });
  const ever = compileAlone({ ...views, window: { kind: 'ever' } } as Rule);
  expect(match(ever.program, ever.table, { facts, now: caseNow })).toMatchObject({
    answer: true,
    until: Infinity,
    reason: { approximate: false },
  });
});

it('a program with anything unknown is unsupported, and no negation turns it into a match', () => {
  const { table } = compileAlone(count('purchase', 1, 7));
  const facts = storedFacts(table, {});
  const unknown = [
    ['weather', 'sunny'],
    ['attribute', 'city', 'sounds', 'x'],
    ['count', 'm_gone', null, 1],
    ['date', 'city', 'lately', 1],
  ];
  for (const predicate of unknown) {
    const wide = { ...table, predicates: [predicate] as unknown as typeof table.predicates };
    expect(match(['!', 0], wide, { facts, now: caseNow })).toMatchObject({
      answer: false,
      reason: { kind: 'unsupported' },
    });
    expect(residual(['!', 0], wide, { facts, now: caseNow }).answer).toBe(false);
  }
});
