import type { ItemsTest, Measure, MeasuredProperty } from '../profile/measure.ts';
import type { Occurrence, PropertyFilter } from './event-condition.ts';
import { positiveTest } from './positive-operator.ts';
import type { ResidualFilter } from './residual-shape.ts';
import { stableHash } from './stable-hash.ts';

/** A measure before it is known since when it counts. */
export type MeasureDraft = Omit<Measure, 'since'>;

/** Stands in every id: series of another form are counted anew. */
const seriesForm = 2;

/** What has to be counted for a condition; equal events with equal filters and property share a measure, whatever the window. */
export function measureOf({ event, where, items }: Occurrence, property?: MeasuredProperty): MeasureDraft {
  const filters = filtersOf(where);
  const test: ItemsTest | undefined = items && [items.match, filtersOf(items.where)];
  const parts = [
    seriesForm,
    event,
    filters,
    test ?? null,
    property ? [property.name, property.as, property.over ?? ''] : null,
  ];
  return {
    id: `m_${stableHash(JSON.stringify(parts))}`,
    event,
    where: filters,
    ...(test && { items: test }),
    ...(property && { property }),
  };
}

/** Starts of sessions: the windows of sessions lie between them. */
export const sessionMeasure: MeasureDraft = measureOf({ event: 'session_start', where: [] });

function filtersOf(where: readonly PropertyFilter[]): ResidualFilter[] {
  return where.map(filterOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function filterOf({ property, operator, value }: PropertyFilter): ResidualFilter {
  const positive = positiveTest(operator, value);
  return positive.negated
    ? [property, positive.operator, positive.value, 1]
    : [property, positive.operator, positive.value];
}
