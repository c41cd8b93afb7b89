import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeName } from '../../client/console/attribute-name.ts';
import { refuseWorkerFiles } from '../../client/console/build-console.ts';
import { contrastRatio } from '../../client/console/campaign/contrast.ts';
import { momentOf, wallTimeOf } from '../../client/console/campaign/wall-time.ts';
import { guessColumns, guessType } from '../../client/console/import/guess-columns.ts';
import { encodings, guessEncoding, textParts } from '../../client/console/import/read-file.ts';
import { editTree, emptyTree, newCondition, newGroup } from '../../client/console/rule/edit-tree.ts';
import { type GroupNode, keyOfPointer, treeOf, writeRule } from '../../client/console/rule/rule-tree.ts';
import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import { Rule } from '../../shared/rules/rule.ts';
import { Name } from '../../shared/schema/names.ts';
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

describe('an import', () => {
  const attributes = builtInAttributes;

  it('knows columns by their names, else by their cells, and fills nothing twice', () => {
    const header = ['E-Mail', 'Kontakt', 'Vorname', 'First name', 'firstname', 'Orders', 'id', ''];
    const rows = [
      ['a@x.example', 'b@x.example', 'A', 'Ann', 'Anna', '3', 'p_7', '+48 601 234 567'],
      ['c@x.example', 'broken', 'C', 'Cleo', 'Cleo', '4', 'p_8', '+48 601 234 568'],
    ];
    expect(guessColumns(header, rows, attributes)).toEqual([
      { kind: 'identity', identity: 'email' },
      { kind: 'ignore' },
      { kind: 'ignore' },
      { kind: 'attribute', attribute: 'first_name' },
      { kind: 'ignore' },
      // Computed: not for a file to say.
      { kind: 'ignore' },
      { kind: 'profileId' },
      { kind: 'identity', identity: 'phone' },
    ]);
  });

  it('guesses a type that every cell fits; codes that begin with 0 stay texts', () => {
    expect(guessType(['41', '', '42.5', '-1'])).toBe('number');
    expect(guessType(['0123', '42'])).toBe('shortText');
    expect(guessType(['28.02.1990', '1990-02-28'])).toBe('date');
    expect(guessType(['', ' '])).toBe('shortText');
  });

  it('makes names that the schema takes', () => {
    const made = fc.string({ unit: 'binary', maxLength: 200 }).map(attributeName);
    fc.assert(fc.property(made, (name) => name === null || Name.safeParse(name).success));
    expect(attributeName('Größe (EU) 42')).toBe('gro_e_eu_42');
    expect(attributeName('2nd Café')).toBe('nd_cafe');
    expect(attributeName('尺寸')).toBeNull();
  });

  it.each(encodings)('cuts a file in %s into parts that are whole again together', async (encoding) => {
    const text = encoding.startsWith('windows') ? 'caf\xe9;'.repeat(50) : 'caf\xe9 \u{1f375}\u{20ac};'.repeat(50);
    const bytes = encoding.startsWith('utf-16')
      ? utf16(text, encoding === 'utf-16le')
      : Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1');
    const file = new Blob([bytes]);
    for (const length of [1 + 1, 7, 64, 10_000]) {
      const parts: string[] = [];
      for await (const part of textParts(file, { encoding, length })) parts.push(part.text);
      expect(parts.join('')).toBe(text);
      expect(parts.every((part) => part.length <= length && part.isWellFormed())).toBe(true);
    }
  });

  it('guesses how a file is written', async () => {
    expect(await guessEncoding(new Blob(['caf\xe9']))).toBe('utf-8');
    expect(await guessEncoding(new Blob([Buffer.from('caf\xe9', 'latin1')]))).toBe('windows-1252');
    expect(await guessEncoding(new Blob([utf16('\ufeffa', true)]))).toBe('utf-16le');
    expect(await guessEncoding(new Blob([utf16('\ufeffa', false)]))).toBe('utf-16be');
  });
});

function utf16(text: string, isLittleEndian: boolean): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(Buffer.from(text, 'utf16le'));
  return isLittleEndian ? bytes : bytes.swap16();
}
