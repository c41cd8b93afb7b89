import { matchesFilters } from '../rules/complete.ts';
import { fold } from '../rules/fold.ts';
import type { ResidualFilter } from '../rules/residual-shape.ts';
import { fnv1a } from '../rules/stable-hash.ts';
import type { Event, PropertyValue } from '../schema/event.ts';
import { propertyScale, type SeriesKind } from './series.ts';

/** Items of the occurrence of which any, all, none satisfy every filter. */
export type ItemsTest = readonly [match: 'any' | 'all' | 'none', where: readonly ResidualFilter[]];

/** The property whose values a measure keeps beside the times. */
export interface MeasuredProperty {
  name: string;
  as: 'number' | 'text';
  /** A field of each item rather than a property of the event; numbers are added up, texts are kept one by one. */
  over?: 'items';
}

/** What the profile keeps count of because a published rule asks: one event with filters on the same occurrence. */
export interface Measure {
  /** Stable across bundles: a hash of event, filters and property. */
  id: string;
  event: string;
  where: readonly ResidualFilter[];
  items?: ItemsTest;
  property?: MeasuredProperty;
  /** Bundle version from which on every commit has counted it; profiles last evaluated before must be warmed. */
  since: number;
}

export function seriesKind({ property }: Pick<Measure, 'property'>): SeriesKind {
  return property?.as ?? 'times';
}

/** Is this event an occurrence of the measure? */
export function isOccurrence(measure: Measure, event: Event): boolean {
  return (
    event.name === measure.event && matchesFilters(event.properties, measure.where) && itemsHold(measure.items, event)
  );
}

/**
 * What the series of a measure keeps of an event, one entry per value; none when the event is no occurrence or lacks the
 * property. Without a property the one value is 0.
 */
export function measuredValues(measure: Measure, event: Event): number[] {
  if (!isOccurrence(measure, event)) return [];
  const { property, items } = measure;
  if (!property) return [0];
  const sources = property.over === 'items' ? chosenItems(items, event) : [event.properties];
  const values = sources.flatMap((source) => (Object.hasOwn(source, property.name) ? [source[property.name]] : []));
  if (property.as === 'text') return [...new Set(values.flatMap(hashOf))];
  const numbers = values.filter((value): value is number => typeof value === 'number');
  return numbers.length === 0 ? [] : [numbers.reduce((sum, number) => sum + scaled(number), 0)];
}

/** In thousandths; beyond what doubles count exactly it stops there. */
function scaled(number: number): number {
  const limit = 1e12;
  return Math.round(Math.min(Math.max(number, -limit), limit) * propertyScale);
}

function hashOf(value: PropertyValue | undefined): number[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const text = fold(String(value));
  return text === '' ? [] : [fnv1a(text) & 0x3fffffff];
}

type Item = Record<string, PropertyValue>;

function itemsOf(event: Event): Item[] {
  const { items } = event.properties;
  if (!Array.isArray(items)) return [];
  return items.filter((item): item is Item => typeof item === 'object' && item !== null && !Array.isArray(item));
}

/** The items that an `any` test chose, or all. */
function chosenItems(test: ItemsTest | undefined, event: Event): Item[] {
  const items = itemsOf(event);
  return test?.[0] === 'any' ? items.filter((item) => matchesFilters(item, test[1])) : items;
}

/** All of no items is true, any of them false, none of them true. */
function itemsHold(test: ItemsTest | undefined, event: Event): boolean {
  if (!test) return true;
  const [match, where] = test;
  const items = itemsOf(event);
  if (match === 'all') return items.every((item) => matchesFilters(item, where));
  return items.some((item) => matchesFilters(item, where)) === (match === 'any');
}
