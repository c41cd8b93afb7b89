import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseWorkerFiles } from '../../client/console/build-console.ts';
import { contrastRatio } from '../../client/console/campaign/contrast.ts';
import { momentOf, wallTimeOf } from '../../client/console/campaign/wall-time.ts';
import { editTree, emptyTree, newCondition, newGroup } from '../../client/console/rule/edit-tree.ts';
import { type GroupNode, keyOfPointer, treeOf, writeRule } from '../../client/console/rule/rule-tree.ts';
import { Rule } from '../../shared/rules/rule.ts';
import { arbitraryRule } from '../support/arbitrary-rule.ts';

/** What the editor makes of any rule: a lone condition gets a group, and so does the inside of a double exclude. */
function asEdited(rule: Rule): Rule {
  const inner = asRow(rule);
  const bare = inner.kind === 'not' ? inner.rule : inner;
  return bare.kind === 'all' || bare.kind === 'any' ? inner : { kind: 'all', rules: [inner] };
}

function asRow(rule: Rule): Rule {
  if (rule.kind === 'all' || rule.kind === 'any') return { kind: rule.kind, rules: rule.rules.map(asRow) };
  if (rule.kind !== 'not') return rule;
  const inner = asRow(rule.rule);
  return { kind: 'not', rule: inner.kind === 'not' ? { kind: 'all', rules: [inner] } : inner };
}

describe('the rule editor', () => {
  it('keeps every rule as it was', () => {
    fc.assert(
      fc.property(arbitraryRule, (rule) => {
        const { rule: written } = writeRule(treeOf(rule));
        expect(written).toEqual(asEdited(rule));
        expect(Rule.parse(written)).toEqual(written);
        expect(writeRule(treeOf(written)).rule).toEqual(written);
      }),
    );
  });

  it('finds the row of a pointer, however deep it lies in it', () => {
    const group = { ...newGroup(), exclude: true };
    const tree = { ...emptyTree(), children: [newCondition(), group] };
    const { keyAt } = writeRule(tree);
    expect(keyOfPointer(keyAt, '/rules/0/value')).toBe(tree.children[0]?.key);
    expect(keyOfPointer(keyAt, '/rules/1/rule/rules/0/operator')).toBe(group.children[0]?.key);
    expect(keyOfPointer(keyAt, '/rules/1/rule')).toBe(group.key);
    expect(keyOfPointer(keyAt, '')).toBe(tree.key);
  });

  it('moves, copies, wraps and removes rows, and leaves the old tree as it was', () => {
    const [a, b] = [newCondition(), newCondition()];
    const tree = { ...emptyTree(), children: [a, b] };
    const keysOf = (edited: GroupNode) => edited.children.map(({ key }) => key);
    expect(keysOf(editTree(tree, { kind: 'move', key: b.key, by: -1 }))).toEqual([b.key, a.key]);
    expect(keysOf(editTree(tree, { kind: 'move', key: b.key, by: 1 }))).toEqual([a.key, b.key]);
    expect(keysOf(editTree(tree, { kind: 'remove', key: a.key }))).toEqual([b.key]);
    expect(new Set(keysOf(editTree(tree, { kind: 'duplicate', key: a.key }))).size).toBe(3);
    expect(editTree(tree, { kind: 'wrap', key: a.key }).children[0]).toMatchObject({ kind: 'group', children: [a] });
    expect(keysOf(editTree(tree, { kind: 'remove', key: 'nobody' }))).toEqual([a.key, b.key]);
    expect(keysOf(tree)).toEqual([a.key, b.key]);
  });
});

describe('a wall time', () => {
  it('is the same moment and back again, in every zone', () => {
    const minute = fc.integer({ min: 0, max: 33_000_000 }).map((minutes) => minutes * 60_000);
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(minute, zone, (moment, timeZone) => {
        const shown = wallTimeOf(moment, timeZone);
        expect(wallTimeOf(momentOf(shown, timeZone) ?? 0, timeZone)).toBe(shown);
      }),
    );
  });

  it('that spring skips is an hour later, that autumn repeats the first of both', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(momentOf('soon', 'Europe/Berlin')).toBeNull();
  });
});

it('contrast follows the formula of WCAG', () => {
  expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastRatio('#fff', '#000000')).toBeNull();
});

it('a file of the Worker in the bundle of the console stops the build', () => {
  const metafile = (input: string) => ({ inputs: { [input]: { bytes: 1, imports: [] } }, outputs: {} });
  expect(() => refuseWorkerFiles(metafile('worker/stores/users.ts'))).toThrow('worker/stores/users.ts');
  expect(() => refuseWorkerFiles(metafile('client/console/main.tsx'))).not.toThrow();
});
