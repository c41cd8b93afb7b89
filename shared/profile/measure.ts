import { matchesFilters } from '../rules/complete.ts';
import type { ResidualFilter } from '../rules/residual-shape.ts';
import type { Event } from '../schema/event.ts';

/** What the profile keeps count of because a published rule asks: one event with filters on the same occurrence. */
export interface Measure {
  /** Stable across bundles: a hash of event and filters. */
  id: string;
  event: string;
  where: readonly ResidualFilter[];
  /** Bundle version from which on every commit has counted it; profiles last evaluated before must be warmed. */
  since: number;
}

/** Is this event an occurrence of the measure? */
export function isOccurrence(measure: Measure, event: Event): boolean {
  return event.name === measure.event && matchesFilters(event.properties, measure.where);
}
