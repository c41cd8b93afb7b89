import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnfinished } from '../../client/console/rule/draft-condition.ts';
import { editTree, emptyTree, isUntouched, newCondition, newGroup } from '../../client/console/rule/edit-tree.ts';
import { factChoices, factOf } from '../../client/console/rule/fact-choices.ts';
import { conditionOf } from '../../client/console/rule/first-condition.ts';
import { focusAfter } from '../../client/console/rule/focus-after.ts';
import { ruleFaults } from '../../client/console/rule/rule-faults.ts';
import { type GroupNode, treeOf } from '../../client/console/rule/rule-tree.ts';
import { edited, historyOf, redone, stepPauseMs, undone } from '../../client/console/rule/tree-history.ts';
import { valuesIn } from '../../client/console/rule/values-in.ts';
import { ruleTemplates } from '../../client/console/segment/rule-templates.ts';
import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import { check } from '../../shared/rules/check.ts';
import type { Condition, Rule } from '../../shared/rules/rule.ts';
import { arbitraryRule } from '../support/arbitrary-rule.ts';
import { caseVocabulary } from '../support/rule-facts.ts';
import { fieldsOf, partsOfCondition } from '../support/rule-fields.ts';

const siteVocabulary = {
  attributes: new Map(builtInAttributes.map((attribute) => [attribute.name, attribute])),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};

function conditionsOf(rule: Rule): Condition[] {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.rules.flatMap(conditionsOf);
  return rule.kind === 'not' ? conditionsOf(rule.rule) : [rule];
}

const arbitraryCondition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 20,
    arbitrary: arbitraryRule
      .map(conditionsOf)
      .filter(isSome)
      .map(([first]) => first),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('segment' as const),
      segment: fc.constantFrom('seg_a', 'seg_b'),
      operator: fc.constantFrom('in' as const, 'notIn' as const),
    }),
  },
);

function isSome(conditions: Condition[]): conditions is [Condition, ...Condition[]] {
  return conditions.length > 0;
}

function withoutField(condition: Condition, shown: Condition): string[] {
  const fields = fieldsOf(shown, caseVocabulary);
  return partsOfCondition(condition).filter((part) => !fields.has(part));
}

describe('the fields of a row', () => {
  it('show every part of every condition, so that all of it can be edited', () => {
    fc.assert(
      fc.property(arbitraryCondition, (condition) => {
        expect(withoutField(condition, condition)).toEqual([]);
        expect(isUnfinished(condition)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('are missed where a part has none', () => {
    const shown: Condition = { kind: 'attribute', attribute: 'country', operator: 'is', value: 'pl' };
    expect(withoutField({ ...shown, operator: 'contains', value: 'de' }, shown)).toEqual(['contains', 'de']);
  });

  it('begin empty for every fact of the picker, and name it again', () => {
    for (const { value } of factChoices(siteVocabulary).flatMap(({ items }) => items)) {
      const condition = conditionOf(value, siteVocabulary);
      expect(factOf(condition)).toBe(value);
      const tree: GroupNode = { ...emptyTree(), children: [{ ...newCondition(), condition }] };
      const faults = [...ruleFaults(tree, siteVocabulary).values()].flat().filter((fault) => /operator/.test(fault));
      expect([value, faults]).toEqual([value, []]);
    }
  });
});

describe('the history of a tree', () => {
  const [a, b] = [newCondition(), newCondition()];
  const first: GroupNode = { ...emptyTree(), children: [a, b] };
  const typed = (key: string, value: number) =>
    ({ kind: 'set', key, condition: { kind: 'attribute', attribute: 'sessions', operator: 'gte', value } }) as const;

  it('takes back and again any edits, one by one', () => {
    const edits = fc.array(
      fc.constantFrom(
        { kind: 'add', group: first.key, node: newGroup() } as const,
        { kind: 'duplicate', key: a.key } as const,
        { kind: 'wrap', key: b.key } as const,
        { kind: 'move', key: a.key, by: 1 } as const,
        { kind: 'remove', key: b.key } as const,
        { kind: 'set', key: a.key, exclude: true } as const,
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(edits, (list) => {
        let history = historyOf(first);
        for (const [index, edit] of list.entries()) history = edited(history, edit, index * stepPauseMs);
        const last = history.tree;
        const steps = history.past.length;
        for (let step = 0; step < steps; step += 1) history = undone(history);
        expect(history.tree).toBe(first);
        expect(undone(history)).toEqual(history);
        for (let step = 0; step < steps; step += 1) history = redone(history);
        expect(history.tree).toBe(last);
        expect(redone(history)).toEqual(history);
      }),
    );
  });

  it('makes one step of what is typed in one go in one row', () => {
    const typing = [typed(a.key, 1), typed(a.key, 12), typed(b.key, 1), typed(b.key, 10)];
    const steps = typing.reduce((history, edit, index) => edited(history, edit, index * 10), historyOf(first));
    expect(steps.past).toHaveLength(2);
    const later = edited(steps, typed(b.key, 100), 30 + stepPauseMs);
    expect(later.past).toHaveLength(3);
    // A new edit ends what was undone.
    expect(edited(undone(later), typed(a.key, 3), 9_999).future).toEqual([]);
  });

  it('leaves alone what an edit does not reach', () => {
    const group = newGroup();
    const tree: GroupNode = { ...first, children: [a, group, b] };
    const after = editTree(tree, typed(b.key, 5));
    expect(after.children[0]).toBe(a);
    expect(after.children[1]).toBe(group);
    expect(editTree(tree, { kind: 'move', key: a.key, by: -1 })).toBe(tree);
  });
});

it('the focus goes to what is new, and after a removal to a neighbour', () => {
  const [a, b] = [newCondition(), newCondition()];
  const group = newGroup();
  const tree: GroupNode = { ...emptyTree(), children: [a, b, group] };
  const focus = (edit: Parameters<typeof editTree>[1]) => focusAfter(tree, editTree(tree, edit), edit);
  const added = newGroup();
  expect(focus({ kind: 'add', group: tree.key, node: added })).toBe(added.children[0]?.key);
  expect(focus({ kind: 'follow', key: a.key, node: newCondition() })).not.toBeNull();
  expect(focus({ kind: 'remove', key: a.key })).toBe(b.key);
  expect(focus({ kind: 'remove', key: group.key })).toBe(b.key);
  expect(focus({ kind: 'remove', key: group.children[0]?.key ?? '' })).toBe(group.key);
  expect(focus({ kind: 'wrap', key: a.key })).toBe(a.key);
  expect(focus({ kind: 'set', key: a.key, exclude: true })).toBeNull();
});

it('a pasted list is its values, or those of the options it names', () => {
  expect(valuesIn('a, b;c\nb\r\n\td ')).toEqual(['a', 'b', 'c', 'd']);
  const options = [
    { value: 'PL', label: 'Poland' },
    { value: 'DE', label: 'Germany' },
  ];
  expect(valuesIn('poland\nde, nowhere', options)).toEqual(['PL', 'DE']);
});

it('templates are whole rules that can be published', () => {
  for (const { name, rule } of ruleTemplates('EUR')) {
    expect([name, check(rule, siteVocabulary)]).toEqual([name, []]);
    expect(isUntouched(treeOf(rule))).toBe(false);
  }
  expect(isUntouched(emptyTree())).toBe(true);
});
