import { parseDay } from '../rules/day.ts';
import { type AttributeDefinition, comparedAs } from '../schema/attribute.ts';
import { identityValue, isIdentityKind } from './identity.ts';
import type { StoredAttribute } from './snapshot.ts';

export type ReadValue = { ok: true; value: StoredAttribute['value'] } | { ok: false; detail: string };

/** What may be said of an attribute from outside; `null` and an empty text clear it. */
export type SaidValue = string | number | boolean | readonly string[] | null;

const maxTextLength = 10_240;
const maxListLength = 100;

/**
 * A value as a profile keeps it, or why it is none: numbers are finite, days are `YYYY-MM-DD`, moments epoch ms (ISO 8601 texts are
 * read as such), choices are lists, options are those of the definition where it has any. Without a definition anything goes.
 */
export function readAttributeValue(definition: AttributeDefinition | undefined, said: SaidValue): ReadValue {
  if (said === null || said === '') return { ok: true, value: '' };
  if (!definition) return loose(said);
  switch (comparedAs(definition.type)) {
    case 'number':
      return readNumber(said);
    case 'date':
      return readDate(said, definition);
    case 'choice':
      return readChoice(said, definition);
    case 'text':
      return readText(said, definition);
  }
}

function loose(said: Exclude<SaidValue, null>): ReadValue {
  if (typeof said === 'boolean') return { ok: true, value: said ? ['yes'] : [] };
  if (typeof said === 'number') return readNumber(said);
  return typeof said === 'string' ? bounded(said) : list(said);
}

function readNumber(said: SaidValue): ReadValue {
  return typeof said === 'number' && Number.isFinite(said)
    ? { ok: true, value: said }
    : { ok: false, detail: `${shown(said)} is no number` };
}

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

function readDate(said: SaidValue, { moment }: AttributeDefinition): ReadValue {
  if (typeof said === 'string' && parseDay(said) !== undefined) return { ok: true, value: said };
  const ms =
    typeof said === 'number' ? said : typeof said === 'string' && isoMoment.test(said) ? Date.parse(said) : NaN;
  if (Number.isInteger(ms) && (moment || typeof said === 'string')) return { ok: true, value: ms };
  return { ok: false, detail: `${shown(said)} is no date: write YYYY-MM-DD, or a moment as 2026-02-01T12:00:00Z` };
}

function readChoice(said: SaidValue, { options = [], type }: AttributeDefinition): ReadValue {
  // A lone box, ticked or not.
  if (typeof said === 'boolean' && type === 'checkboxes' && options.length <= 1) {
    return { ok: true, value: said ? [options[0]?.value ?? 'yes'] : [] };
  }
  const items = typeof said === 'string' ? [said] : said;
  if (typeof items !== 'object' || items === null) return { ok: false, detail: `${shown(said)} is no list of texts` };
  const stranger = options.length > 0 && items.find((item) => !options.some(({ value }) => value === item));
  return stranger ? { ok: false, detail: notAnOption(stranger, options) } : list(items);
}

function readText(said: SaidValue, { name, options = [], type, multiple }: AttributeDefinition): ReadValue {
  if (multiple && typeof said === 'object' && said !== null) return list(said);
  if (typeof said !== 'string' && typeof said !== 'number') return { ok: false, detail: `${shown(said)} is no text` };
  const text = String(said);
  if (isIdentityKind(name) && identityValue(name, text) === null) {
    const cure = name === 'phone' ? ': write it as +48601234567' : '';
    return { ok: false, detail: `"${text.slice(0, 100)}" is no ${name.replace('_', ' ')}${cure}` };
  }
  const isChosen = type === 'radio' || type === 'singleSelect';
  if (isChosen && options.length > 0 && !options.some(({ value }) => value === text)) {
    return { ok: false, detail: notAnOption(text, options) };
  }
  return bounded(text);
}

function notAnOption(text: string, options: readonly { value: string }[]): string {
  const some = options.slice(0, 10).map(({ value }) => value);
  return `"${text.slice(0, 100)}" is none of the options: use one of ${some.join(', ')}${options.length > 10 ? ', …' : ''}`;
}

function bounded(text: string): ReadValue {
  return text.length <= maxTextLength
    ? { ok: true, value: text }
    : { ok: false, detail: `${text.length} characters: at most ${maxTextLength}` };
}

function list(items: readonly string[]): ReadValue {
  if (items.length > maxListLength) return { ok: false, detail: `${items.length} values: at most ${maxListLength}` };
  return { ok: true, value: items.filter((item) => item !== '') };
}

function shown(said: SaidValue): string {
  return JSON.stringify(said).slice(0, 100);
}
