import { daysOf, delaysOf } from './date-test.ts';
import type { SlotKind } from './fact-slot.ts';
import type { Predicate } from './program.ts';

/** The fact that a predicate is over; null for one that is not told by a comparison. */
export function factOf(predicate: Predicate): { kind: SlotKind; name: string; windowMs: number } | null {
  switch (predicate[0]) {
    case 'attribute':
      return { kind: 'value', name: predicate[1], windowMs: Infinity };
    case 'count': {
      const [, name, window] = predicate;
      if (window !== null && typeof window !== 'number') return null;
      return { kind: 'count', name, windowMs: window ?? Infinity };
    }
    case 'date': {
      const [, name, operator, operand] = predicate;
      if (daysOf(operator, operand)) return { kind: 'day', name, windowMs: Infinity };
      return delaysOf(operator, operand) ? { kind: 'span', name, windowMs: Infinity } : null;
    }
    default:
      return null;
  }
}
