import { expect, it } from 'vitest';
import { check, maxConditions } from '../../../shared/rules/check.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import { demoCampaigns, demoSegments } from '../../../worker/local/seed/demo-site.ts';
import { caseVocabulary } from '../../support/rule-facts.ts';

const event = {
  kind: 'event',
  event: 'purchase',
  where: [],
  window: { kind: 'ever' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value: 1,
};
const attribute = (name: string, operator: string, value?: unknown) => ({
  kind: 'attribute',
  attribute: name,
  operator,
  value,
});
const step = { event: 'view_item', where: [] };
const sequence = {
  kind: 'sequence',
  steps: [step, step],
  within: { amount: 1, unit: 'hour' },
  window: { kind: 'ever' },
};

it.each([
  ['/attribute', attribute('shoe_size', 'eq', 5)],
  ['/operator', attribute('country', 'gt', 5)],
  ['/operator', attribute('last_order', 'is', 'x')],
  ['/operator', { kind: 'page', property: 'path', operator: 'updatedWithin', value: { amount: 1, unit: 'day' } }],
  ['/value', attribute('country', 'is', '')],
  ['/value', attribute('order_count', 'between', [5, 1])],
  ['/value', attribute('last_order', 'on', '2026-02-30')],
  ['/value', attribute('last_order', 'on', 5)],
  ['/value', attribute('last_order', 'betweenDates', ['2026-02-02', '2026-02-01'])],
  ['/value', attribute('last_order', 'exactlyDaysAgo', -1)],
  ['/value', attribute('last_order', 'exactlyDaysAgo', 1.5)],
  ['/value', attribute('last_order', 'lessThanAgo', 5)],
  ['/value', attribute('last_order', 'betweenAgo', { from: 5, to: 2, unit: 'day' })],
  ['/value', attribute('last_order', 'inCurrent', 'quarter')],
  ['/value', attribute('last_order', 'onWeekday', ['Montag'])],
  ['/value', attribute('last_order', 'isKnown', 1)],
  ['/event', { ...event, event: '__proto__' }],
  ['/where/0/property', { ...event, where: [{ property: 'Value', operator: 'eq', value: 1 }] }],
  ['/where/0/value', { ...event, where: [{ property: 'value', operator: 'eq', value: 'x' }] }],
  ['/items/where/0/value', { ...event, items: { match: 'any', where: [{ property: 'price', operator: 'gt' }] } }],
  ['/aggregate/property', { ...event, aggregate: { kind: 'sum', property: '' } }],
  ['/window/from', { ...event, window: { kind: 'since', from: '2026-02-30' } }],
  ['/window/to', { ...event, window: { kind: 'between', from: '2026-02-02', to: '2026-02-01' } }],
  ['/steps', { ...sequence, steps: [step] }],
  ['/steps/1/event', { ...sequence, steps: [step, { ...step, event: 'View Item' }] }],
  ['/window', { ...sequence, window: { kind: 'session', which: 'anyOne' } }],
  ['/butNot/event', { ...sequence, butNot: { ...step, event: '', within: { amount: 1, unit: 'day' } } }],
  ['/same/property', { ...sequence, same: { property: '1' } }],
])('a fault at %s', (pointer, rule) => {
  const faults = check(Rule.parse(JSON.parse(JSON.stringify(rule))), caseVocabulary);
  expect(faults.map((fault) => fault.pointer)).toEqual([pointer]);
});

it('rules of the wrong shape do not even parse', () => {
  const wrong = [
    { ...sequence, steps: [] },
    { ...sequence, steps: Array.from({ length: 6 }, () => step) },
    { ...event, window: { kind: 'rolling', amount: 0, unit: 'day' } },
    { kind: 'bucket', salt: 'a', operator: 'in', percent: 101 },
    { kind: 'attribute', attribute: 'country', operator: 'gtt', value: 1 },
    { kind: 'xor', rules: [] },
  ];
  expect(wrong.filter((rule) => Rule.safeParse(rule).success)).toEqual([]);
});

it('limits depth and conditions', () => {
  let deep: Rule = { kind: 'all', rules: [] };
  for (let depth = 0; depth < 8; depth += 1) deep = { kind: 'not', rule: deep };
  expect(check(deep, caseVocabulary).map(({ detail }) => detail)).toEqual(['nested 9 deep: at most 8']);
  const many = { kind: 'all' as const, rules: Array.from({ length: maxConditions + 1 }, () => Rule.parse(event)) };
  expect(check(many, caseVocabulary)).toHaveLength(1);
});

it('a segment must exist where segments are known', () => {
  const rule = Rule.parse({ kind: 'segment', segment: 'seg_a', operator: 'in' });
  expect(check(rule, caseVocabulary)).toEqual([]);
  expect(check(rule, { ...caseVocabulary, segments: new Map() })[0]?.pointer).toBe('/segment');
});

it('the rules stored so far are valid', () => {
  const stored = [
    ...demoSegments.map(({ rule }) => rule),
    ...demoCampaigns.flatMap(({ audience }) => audience.rule ?? []),
  ];
  for (const rule of stored) expect(check(Rule.parse(rule), caseVocabulary)).toEqual([]);
});
