import { dayOperators, delayOperators } from './date-test.ts';
import type { Predicate } from './program.ts';

/**
 * In what form a fact is read: an attribute with its texts folded; its local day; when it begins and ends; how often something happened.
 */
export type FactForm = 'value' | 'day' | 'span' | 'count';

/** What a predicate compares. */
export interface Fact {
  form: FactForm;
  /** Of the attribute, or id of the measure. */
  name: string;
  /** Of counts: how long the rolling window is; `Infinity` is ever. */
  windowMs: number;
}

/** The fact that a predicate compares; null for one that only `holdsStored` tells. */
export function factOf(predicate: Predicate): Fact | null {
  switch (predicate[0]) {
    case 'attribute':
      return { form: 'value', name: predicate[1], windowMs: Infinity };
    case 'count': {
      const [, name, window] = predicate;
      if (window !== null && typeof window !== 'number') return null;
      return { form: 'count', name, windowMs: window ?? Infinity };
    }
    case 'date': {
      const [, name, operator] = predicate;
      if (dayOperators.has(operator)) return { form: 'day', name, windowMs: Infinity };
      return delayOperators.has(operator) ? { form: 'span', name, windowMs: Infinity } : null;
    }
    default:
      return null;
  }
}

/** Do two predicates compare the same fact in the same form? */
export function isSameFact(a: Fact, b: Fact): boolean {
  return a.form === b.form && a.windowMs === b.windowMs && a.name === b.name;
}
