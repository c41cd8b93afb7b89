import * as z from 'zod';
import { EventCondition, EventTimeCondition, SequenceCondition } from './event-condition.ts';
import { Operand, operatorNames } from './operator-names.ts';

/**
 * The rule language: what a marketer's segment or audience is made of. Its meaning is written out in `README.md`
 * beside this file. Every executor (match, residual, describe, explain) switches over this union exhaustively.
 */

export { EventCondition, PropertyFilter } from './event-condition.ts';
export {
  choiceOperators,
  knownOperators,
  type NumberOperator,
  numberOperators,
  Operand,
  type OperatorName,
  operatorNames,
  textOperators,
} from './operator-names.ts';
export { Window, windowUnits } from './window.ts';

/** Facts only the page knows while it is open. Times are seconds, scroll is 0 to 100, cart total is minor units of the site's currency. */
export const pageProperties = [
  'url',
  'path',
  'query',
  'title',
  'referrer',
  'timeOnPageSeconds',
  'engagedSeconds',
  'scrollPercent',
  'sessionPages',
  'sessionSeconds',
  'viewportWidthPx',
] as const;
/** Facts of the visit that the edge decides: they do not change while a page is open, or time changes them. */
export const visitProperties = ['landingUrl', 'visitor', 'device', 'localTimeMinutes', 'localWeekday'] as const;
export type VisitProperty = (typeof visitProperties)[number];
export const cartProperties = [
  'totalMinor',
  'quantity',
  'distinctItems',
  'products',
  'categories',
  'currency',
  'coupon',
] as const;

const comparison = { operator: z.enum(operatorNames), value: Operand.optional() };

const AttributeCondition = z.strictObject({
  kind: z.literal('attribute'),
  /** Name of an attribute definition of the site. */
  attribute: z.string(),
  ...comparison,
});

const PageCondition = z.strictObject({
  kind: z.literal('page'),
  property: z.enum([...pageProperties, ...visitProperties]),
  ...comparison,
});

const CartCondition = z.strictObject({ kind: z.literal('cart'), property: z.enum(cartProperties), ...comparison });

const SegmentCondition = z.strictObject({
  kind: z.literal('segment'),
  /** Id of another segment of the site, whose rule stands here in full once published. */
  segment: z.string(),
  operator: z.enum(['in', 'notIn']),
});

/** A stable share of all visitors: the first `percent` of the places that a hash with this salt gives them. */
const BucketCondition = z.strictObject({
  kind: z.literal('bucket'),
  salt: z.string().min(1).max(100),
  operator: z.enum(['in', 'notIn']),
  percent: z.number().min(0).max(100),
});

/** What a static segment stands for: the profile is among its members. Marketers write `segment`, which stands for this. */
const ListCondition = z.strictObject({
  kind: z.literal('list'),
  /** Ordinal of the static segment. */
  list: z.number().int().min(1),
  operator: z.enum(['in', 'notIn']),
});

const conditions = [
  AttributeCondition,
  PageCondition,
  CartCondition,
  EventCondition,
  EventTimeCondition,
  SequenceCondition,
  SegmentCondition,
  BucketCondition,
  ListCondition,
] as const;

/** One comparison over one fact. */
export const Condition = z.discriminatedUnion('kind', conditions);
export type Condition = z.infer<typeof Condition>;

export type Rule =
  | { kind: 'all'; rules: Rule[] }
  | { kind: 'any'; rules: Rule[] }
  | { kind: 'not'; rule: Rule }
  | Condition;

/** Shape only; `check` says whether operators fit the types and limits are kept. */
export const Rule: z.ZodType<Rule> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('all'),
    get rules() {
      return z.array(Rule);
    },
  }),
  z.strictObject({
    kind: z.literal('any'),
    get rules() {
      return z.array(Rule);
    },
  }),
  z.strictObject({
    kind: z.literal('not'),
    get rule() {
      return Rule;
    },
  }),
  ...conditions,
]);
