import type { AuditChange } from '../../stores/audit-log.ts';
import { valueText } from '../audit.ts';

/** What differs between two states of a thing, as deep as it lies: `variants 1, promotion, blocks 2, text`. */
export function leafChanges(before: unknown, after: unknown, path: readonly string[] = []): AuditChange[] {
  if (before === after) return [];
  const [was, is] = [partsOf(before), partsOf(after)];
  if (!was || !is) {
    const [saidBefore, saidAfter] = [valueText(before), valueText(after)];
    return saidBefore === saidAfter ? [] : [{ what: path.join(', '), before: saidBefore, after: saidAfter }];
  }
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].flatMap((name) => leafChanges(was.get(name), is.get(name), stepTo(path, name)));
}

/** A list's items are counted from 1, beside the name of the list. */
function stepTo(path: readonly string[], name: string | number): string[] {
  if (typeof name === 'string') return [...path, name];
  return [...path.slice(0, -1), `${path.at(-1) ?? ''} ${name + 1}`.trim()];
}

function partsOf(value: unknown): Map<string | number, unknown> | null {
  if (Array.isArray(value)) return new Map(value.map((item, index) => [index, item]));
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}
