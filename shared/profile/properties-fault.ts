import {
  maxDepth,
  maxItemsPerEvent,
  maxLongTextBytes,
  maxPropertiesPerEvent,
  maxStringBytes,
} from '../schema/limits.ts';

/** As long as a `Name`. */
const maxKeyLength = 64;

/** Keys that would reach an object's prototype. */
const hostileKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with the content of an event, or null: hostile keys, depth, counts, long texts. Asked before its shape. */
export function propertiesFault(event: unknown): string | null {
  const properties = propertyOf(event, 'properties');
  if (typeof properties === 'object' && properties !== null) {
    const count = Object.keys(properties).length;
    if (count > maxPropertiesPerEvent) return `/properties: has ${count} entries: at most ${maxPropertiesPerEvent}`;
  }
  // Form fields may hold long text; everything else is short.
  return faultIn(event, { at: '', depth: 1, isField: false });
}

function faultIn(value: unknown, place: { at: string; depth: number; isField: boolean }): string | null {
  const { at, depth } = place;
  if (typeof value === 'string') {
    const limit = place.isField ? maxLongTextBytes : maxStringBytes;
    return exceedsUtf8(value, limit) ? `${at}: longer than ${limit} bytes` : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth > maxDepth) return `${at}: nested deeper than ${maxDepth}`;
  if (Array.isArray(value) && value.length > maxItemsPerEvent) {
    return `${at}: has ${value.length} items: at most ${maxItemsPerEvent}`;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key.length > maxKeyLength) return `${at}: a key of ${key.length} characters: at most ${maxKeyLength}`;
    if (hostileKeys.has(key)) return `${at}: the key "${key}" is not allowed`;
    const isField = place.isField || at === '/properties/fields' || at === '/properties/attributes';
    const fault = faultIn(inner, { at: `${at}/${key}`, depth: depth + 1, isField });
    if (fault !== null) return fault;
  }
  return null;
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Is the UTF-8 form longer than the limit? Only texts near the limit are counted. */
function exceedsUtf8(text: string, limit: number): boolean {
  if (text.length * 3 <= limit) return false;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) return true;
  }
  return false;
}
