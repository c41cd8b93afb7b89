import * as z from 'zod';

/**
 * The rule language: what a marketer's segment or audience is made of. Its meaning is written out in `README.md`
 * beside this file. Every executor (match, residual, describe) switches over this union exhaustively.
 */

export const textOperators = [
  'is',
  'isNot',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
] as const;
export const numberOperators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'notBetween'] as const;
export const choiceOperators = ['anyOf', 'allOf', 'noneOf', 'countAtLeast', 'countAtMost'] as const;
export const knownOperators = ['isKnown', 'isUnknown'] as const;
export const operatorNames = [...textOperators, ...numberOperators, ...choiceOperators, ...knownOperators] as const;

export type NumberOperator = (typeof numberOperators)[number];
export type OperatorName = (typeof operatorNames)[number];

/** What an operator compares with. `between` takes `[low, high]`, both inclusive; known operators take nothing. */
export const Operand = z.union([z.string(), z.number(), z.array(z.string()), z.tuple([z.number(), z.number()])]);
export type Operand = z.infer<typeof Operand>;

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
] as const;
export const cartProperties = [
  'totalMinor',
  'quantity',
  'distinctItems',
  'products',
  'categories',
  'currency',
  'coupon',
] as const;

const AttributeCondition = z.strictObject({
  kind: z.literal('attribute'),
  /** Name of an attribute definition of the site. */
  attribute: z.string(),
  operator: z.enum(operatorNames),
  value: Operand.optional(),
});

const PageCondition = z.strictObject({
  kind: z.literal('page'),
  property: z.enum(pageProperties),
  operator: z.enum(operatorNames),
  value: Operand.optional(),
});

const CartCondition = z.strictObject({
  kind: z.literal('cart'),
  property: z.enum(cartProperties),
  operator: z.enum(operatorNames),
  value: Operand.optional(),
});

/** A test on one property of the counted occurrence itself; the operator decides which type the property must have. */
export const PropertyFilter = z.strictObject({
  property: z.string(),
  operator: z.enum([...textOperators, ...numberOperators, ...knownOperators]),
  value: Operand.optional(),
});
export type PropertyFilter = z.infer<typeof PropertyFilter>;

export const windowUnits = ['minute', 'hour', 'day', 'week', 'month'] as const;

/** Which occurrences count: all that ever happened, or those of the last `amount` units (a day is 24 h, a month 30 days). */
export const Window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({
    kind: z.literal('rolling'),
    amount: z.number().int().min(1).max(10_000),
    unit: z.enum(windowUnits),
  }),
]);
export type Window = z.infer<typeof Window>;

const EventCondition = z.strictObject({
  kind: z.literal('event'),
  event: z.string(),
  /** All filters must hold for one and the same occurrence. */
  where: z.array(PropertyFilter).max(10),
  window: Window,
  aggregate: z.strictObject({ kind: z.literal('count') }),
  operator: z.enum(numberOperators),
  value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
});

/** One comparison over one fact. */
export const Condition = z.discriminatedUnion('kind', [
  AttributeCondition,
  PageCondition,
  CartCondition,
  EventCondition,
]);
export type Condition = z.infer<typeof Condition>;
export type EventCondition = z.infer<typeof EventCondition>;

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
  AttributeCondition,
  PageCondition,
  CartCondition,
  EventCondition,
]);
