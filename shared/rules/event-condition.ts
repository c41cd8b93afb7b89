import * as z from 'zod';
import { dateOperators, knownOperators, numberOperators, Operand, textOperators } from './operator-names.ts';
import { Duration, Window } from './window.ts';

/** Conditions on what a visitor did. */

/** A test on one property of the counted occurrence itself; the operator decides which type the property must have. */
export const PropertyFilter = z.strictObject({
  property: z.string(),
  operator: z.enum([...textOperators, ...numberOperators, ...knownOperators]),
  value: Operand.optional(),
});
export type PropertyFilter = z.infer<typeof PropertyFilter>;

const Filters = z.array(PropertyFilter).max(10);

export const itemMatches = ['any', 'all', 'none'] as const;

/** A test on `items[]` of the occurrence: any, all, none of them satisfy every filter, each by itself. An event without items has none. */
export const ItemsFilter = z.strictObject({ match: z.enum(itemMatches), where: Filters.min(1) });
export type ItemsFilter = z.infer<typeof ItemsFilter>;

const occurrence = {
  event: z.string(),
  /** All filters must hold for one and the same occurrence. */
  where: Filters,
  items: ItemsFilter.optional(),
};

/** One kind of occurrence: an event with filters on that same occurrence. */
export const Occurrence = z.strictObject(occurrence);
export type Occurrence = z.infer<typeof Occurrence>;

/** The property of the occurrence, or the field of each of its items (those that an `any` filter chose, when there is one). */
const over = z.literal('items').optional();

export const numericAggregates = ['sum', 'average', 'minimum', 'maximum'] as const;
export const Aggregate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count') }),
  z.strictObject({ kind: z.enum(numericAggregates), property: z.string(), over }),
  z.strictObject({ kind: z.literal('distinctCount'), property: z.string(), over }),
]);
export type Aggregate = z.infer<typeof Aggregate>;

/** Has done: an aggregate of the occurrences in a window, compared with a number. */
export const EventCondition = z.strictObject({
  kind: z.literal('event'),
  ...occurrence,
  window: Window,
  aggregate: Aggregate,
  operator: z.enum(numberOperators),
  value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
});
export type EventCondition = z.infer<typeof EventCondition>;

/** The first or last time in a window, compared as a date. */
export const EventTimeCondition = z.strictObject({
  kind: z.literal('eventTime'),
  ...occurrence,
  window: Window,
  which: z.enum(['first', 'last']),
  operator: z.enum([...dateOperators, ...knownOperators]),
  value: Operand.optional(),
});
export type EventTimeCondition = z.infer<typeof EventTimeCondition>;

export const maxSequenceSteps = 5;

/** Steps in order, from the first to the last within a time. */
export const SequenceCondition = z.strictObject({
  kind: z.literal('sequence'),
  /** Two to five; one is enough beside a "but not". */
  steps: z.array(Occurrence).min(1).max(maxSequenceSteps),
  within: Duration,
  /** The same value of this property in all steps, and in the "but not". */
  same: z.strictObject({ property: z.string(), over }).optional(),
  /** None of these after the last step within a time; holds only once that time is over. */
  butNot: z.strictObject({ ...occurrence, within: Duration }).optional(),
  /** All steps lie in it. */
  window: Window,
});
export type SequenceCondition = z.infer<typeof SequenceCondition>;
