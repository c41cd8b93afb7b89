import { dayOf, startOfDay } from '../rules/calendar.ts';
import { startOfPeriod } from '../rules/day.ts';

/** Orders summed up. Money is integer minor units of the site's currency. */
export interface OrderSums {
  /** Of every status. */
  placed: number;
  /** Paid and not cancelled. */
  paid: number;
  /** Of every order, before refunds. */
  grossMinor: number;
  /** Of paid orders, less what was given back. */
  netMinor: number;
}

/** People, and what they ordered. */
export interface PeopleSums extends OrderSums {
  people: number;
}

/** By what people are told apart: an attribute's value, or what is made of several. */
export const insightDimensions = ['channel', 'device', 'country', 'visits', 'rfmGroup', 'rfmCell'] as const;
export type InsightDimension = (typeof insightDimensions)[number];

/** People who have one value of a dimension; null: none is known of them. */
export interface GroupSums extends PeopleSums {
  key: string | null;
}

/** What was ordered, over orders that have a number. */
export interface ProductSums {
  /** The shop's id of it, else its name. */
  key: string;
  name: string;
  orders: number;
  pieces: number;
}

/** What can be told of the people of a segment. Parts add up (`addInsights`). */
export interface Insights extends PeopleSums {
  identified: number;
  /** People who allow nothing of what they do to be used: they count as people, and what they did does not. */
  withheld: number;
  /** People with a paid order. */
  buyers: number;
  sessions: number;
  /** Orders by the time they were placed, one for each period, the first of them the longest ago. */
  periods: OrderSums[];
  groups: Record<InsightDimension, { values: GroupSums[] /** Those of rarer values. */; rest: PeopleSums }>;
  products: ProductSums[];
  /** Rarer products of some part were left out. */
  productsCut: boolean;
}

export const insightUnits = ['day', 'week', 'month'] as const;
export type InsightUnit = (typeof insightUnits)[number];

/** How many periods are looked at, the one at hand as the last. */
export const insightPeriods: Readonly<Record<InsightUnit, number>> = { day: 30, week: 13, month: 12 };

/** Where the periods begin in a zone, and where the last one ends: one moment (epoch ms) more than there are periods. */
export function periodBounds(unit: InsightUnit, { now, zone }: { now: number; zone: string }): number[] {
  const today = dayOf(zone, now);
  const count = insightPeriods[unit];
  return Array.from({ length: count + 1 }, (_, index) =>
    startOfDay(zone, startOfPeriod(today, unit, index + 1 - count)),
  );
}

const noOrders = (): OrderSums => ({ placed: 0, paid: 0, grossMinor: 0, netMinor: 0 });
const nobody = (): PeopleSums => ({ people: 0, ...noOrders() });

/** Of nobody. */
export function emptyInsights(unit: InsightUnit): Insights {
  const groups = insightDimensions.map((dimension) => [dimension, { values: [], rest: nobody() }]);
  return {
    ...nobody(),
    identified: 0,
    withheld: 0,
    buyers: 0,
    sessions: 0,
    periods: Array.from({ length: insightPeriods[unit] }, noOrders),
    groups: Object.fromEntries(groups) as Insights['groups'],
    products: [],
    productsCut: false,
  };
}

/** Adds a part to what is known, in place. Both are of the same periods. */
export function addInsights(to: Insights, part: Insights): void {
  addPeople(to, part);
  for (const name of ['identified', 'withheld', 'buyers', 'sessions'] as const) to[name] += part[name];
  for (const [index, sums] of part.periods.entries()) addOrders(to.periods[index] as OrderSums, sums);
  for (const dimension of insightDimensions) {
    const { values, rest } = part.groups[dimension];
    addGroups(to, dimension, values);
    addPeople(to.groups[dimension].rest, rest);
  }
  addProducts(to, part.products);
  to.productsCut ||= part.productsCut;
}

/** Adds people told apart by a dimension. */
export function addGroups(to: Insights, dimension: InsightDimension, values: readonly GroupSums[]): void {
  const known = new Map(to.groups[dimension].values.map((group) => [group.key, group]));
  for (const group of values) {
    const found = known.get(group.key);
    if (found) addPeople(found, group);
    else known.set(group.key, { ...group });
  }
  to.groups[dimension].values = [...known.values()];
}

/** Adds what was ordered. A product keeps the name it was met by first. */
export function addProducts(to: Insights, products: readonly ProductSums[]): void {
  const known = new Map(to.products.map((product) => [product.key, product]));
  for (const product of products) {
    const found = known.get(product.key);
    if (!found) known.set(product.key, { ...product });
    else {
      found.orders += product.orders;
      found.pieces += product.pieces;
    }
  }
  to.products = [...known.values()];
}

export function addPeople(to: PeopleSums, { people, ...orders }: PeopleSums): void {
  to.people += people;
  addOrders(to, orders);
}

export function addOrders(to: OrderSums, { placed, paid, grossMinor, netMinor }: OrderSums): void {
  to.placed += placed;
  to.paid += paid;
  to.grossMinor += grossMinor;
  to.netMinor += netMinor;
}
