import type { Condition, EventCondition } from '../../../shared/rules/rule.ts';

/** A condition under the hands of a marketer: an event's number may not be typed yet. */
export type DraftCondition =
  | Exclude<Condition, EventCondition>
  | (Omit<EventCondition, 'value'> & { value?: EventCondition['value'] | undefined });

export type DraftOf<Kind extends DraftCondition['kind']> = Extract<DraftCondition, { kind: Kind }>;

/** Is something still to be typed or chosen in it? Inputs hold an empty text or no number until then. */
export function isUnfinished(condition: DraftCondition): boolean {
  if (condition.kind === 'event' && condition.value === undefined) return true;
  return hasBlank(condition) || lacksValue(condition);
}

function hasBlank(part: unknown): boolean {
  if (typeof part === 'string') return part === '';
  if (typeof part === 'number') return Number.isNaN(part);
  if (Array.isArray(part)) return part.some(hasBlank);
  if (typeof part !== 'object' || part === null) return false;
  return Object.values(part).some(hasBlank) || lacksValue(part);
}

/** Compares without something to compare with. */
function lacksValue(part: object): boolean {
  const { operator, value } = part as { operator?: unknown; value?: unknown };
  const isComparison = typeof operator === 'string' && !('segment' in part || 'list' in part || 'percent' in part);
  return isComparison && value === undefined && operator !== 'isKnown' && operator !== 'isUnknown';
}
