import type { Event } from '../schema/event.ts';
import { type Measure, measuredValues, seriesKind } from './measure.ts';
import type { RecordedOrder } from './orders.ts';
import { addOccurrence, emptySeries, isSeries, removeOccurrence, type Series } from './series.ts';
import type { Order, Snapshot } from './snapshot.ts';

/**
 * Adds an event to the series of every measure it is an occurrence of, in place. `order` is what `recordOrder` said of a
 * purchase: one that another statement beats does not count again, one that beats another takes its place.
 */
export function countEvent(
  snapshot: Pick<Snapshot, 'series'>,
  event: Event,
  { order, measures }: { order: RecordedOrder | null; measures: readonly Measure[] },
): void {
  if (order?.kind === 'loses') return;
  for (const measure of measures) {
    if (measure.event !== event.name) continue;
    if (order?.kind === 'wins') takeBack(snapshot, measure, order.previous);
    const values = measuredValues(measure, event);
    for (const value of values) addOccurrence(seriesOf(snapshot, measure), { time: event.time, value });
    // A measure of all purchases knows without notes what it took of each.
    if (order && (measure.where.length > 0 || measure.items || measure.property) && values.length > 0) {
      order.order.counts = { ...order.order.counts, [measure.id]: values };
    }
  }
}

/** Takes out of a measure's series what a statement about an order put in, in place. */
export function takeBack(snapshot: Pick<Snapshot, 'series'>, measure: Measure, previous: Order): void {
  const isBare = measure.where.length === 0 && !measure.items && !measure.property;
  const values = isBare ? [0] : (previous.counts?.[measure.id] ?? []);
  for (const value of values) removeOccurrence(seriesOf(snapshot, measure), { time: previous.at[0], value });
  // As if it had never been: another order of arrival would not have made it.
  const left = snapshot.series[measure.id];
  if (left?.times === '' && left.first === undefined) delete snapshot.series[measure.id];
}

function seriesOf(snapshot: Pick<Snapshot, 'series'>, measure: Measure): Series {
  const known = Object.hasOwn(snapshot.series, measure.id) ? snapshot.series[measure.id] : undefined;
  if (isSeries(known)) return known;
  const series = emptySeries(seriesKind(measure));
  snapshot.series[measure.id] = series;
  return series;
}
