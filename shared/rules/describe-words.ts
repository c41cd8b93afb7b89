import type { cartProperties, numberOperators, OperatorName, pageProperties, windowUnits } from './rule.ts';

/** Every word of a rule's sentence, so that a language can be added beside it. */
export const words = {
  everyone: 'everyone',
  nobody: 'nobody',
  all: ' and ',
  any: ' or ',
  not: 'not',
  orUnknown: ', or is unknown',
  operators: {
    is: 'is',
    isNot: 'is not',
    in: 'is one of',
    notIn: 'is none of',
    contains: 'contains',
    notContains: 'does not contain',
    startsWith: 'starts with',
    notStartsWith: 'does not start with',
    endsWith: 'ends with',
    notEndsWith: 'does not end with',
    eq: 'is',
    ne: 'is not',
    lt: 'is less than',
    lte: 'is at most',
    gt: 'is more than',
    gte: 'is at least',
    between: 'is between',
    notBetween: 'is not between',
    anyOf: 'has any of',
    allOf: 'has all of',
    noneOf: 'has none of',
    countAtLeast: 'has at least this many values:',
    countAtMost: 'has at most this many values:',
    isKnown: 'has any value',
    isUnknown: 'is unknown',
  } satisfies Record<OperatorName, string>,
  counts: {
    eq: 'exactly',
    ne: 'not exactly',
    lt: 'less than',
    lte: 'at most',
    gt: 'more than',
    gte: 'at least',
    between: 'between',
    notBetween: 'not between',
  } satisfies Record<(typeof numberOperators)[number], string>,
  hasDone: 'has done',
  hasNotDone: 'has not done',
  times: (n: string, one: boolean) => (one ? `${n} time` : `${n} times`),
  ever: '',
  last: (amount: number, unit: (typeof windowUnits)[number]) =>
    amount === 1 && unit !== 'month' ? ` in the last ${unit}` : ` in the last ${windowLength(amount, unit)}`,
  where: ' where ',
  page: {
    url: 'page URL',
    path: 'page path',
    query: 'page query',
    title: 'page title',
    referrer: 'page referrer',
    timeOnPageSeconds: 'time on page in seconds',
    engagedSeconds: 'engaged time in seconds',
    scrollPercent: 'scroll depth in percent',
    sessionPages: 'pages in this session',
    sessionSeconds: 'session length in seconds',
  } satisfies Record<(typeof pageProperties)[number], string>,
  cart: {
    totalMinor: 'cart total',
    quantity: 'number of things in the cart',
    distinctItems: 'different items in the cart',
    products: 'products in the cart',
    categories: 'categories in the cart',
    currency: 'cart currency',
    coupon: 'cart coupon',
  } satisfies Record<(typeof cartProperties)[number], string>,
  now: ' now',
  joinRange: (low: string, high: string) => `${low} and ${high}`,
};

/** A rolling month is 30 days, and is called that. */
function windowLength(amount: number, unit: (typeof windowUnits)[number]): string {
  if (unit === 'month') return `${amount * 30} days`;
  return `${amount} ${unit}s`;
}
