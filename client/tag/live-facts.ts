import { type LiveFacts, matchesFilters } from '../../shared/rules/complete.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { cartProperties, pageProperties } from '../../shared/rules/rule.ts';
import { cartQuantity, totalMinor } from './cart.ts';
import { config } from './config.ts';
import { type Cart, type State, unacknowledged } from './state.ts';
import { view } from './view.ts';

type Facts<Name extends string> = Record<Name, FactValue | undefined>;

/** What the page knows now, in the units of the rule language. A cart nobody told of has no facts. */
export function liveFacts(state: State): LiveFacts & { facts: object } {
  const { cart, session } = state;
  const page: Facts<(typeof pageProperties)[number]> = {
    url: location.href,
    path: location.pathname,
    query: location.search.slice(1),
    title: document.title,
    referrer: view.referrer,
    timeOnPageSeconds: secondsOnPage(),
    engagedSeconds: Math.floor(view.engagedMs / 1_000),
    scrollPercent: Math.floor(view.scrollPercent),
    sessionPages: session?.pages,
    sessionSeconds: session && Math.floor((Date.now() - session.startedAt) / 1_000),
    viewportWidthPx: innerWidth,
  };
  const facts = { page, cart: cart && cartFacts(cart) };
  return {
    facts,
    get: (fact) => {
      const [side, name] = fact.split('.') as ['page' | 'cart', string];
      const value = (facts[side] as Partial<Facts<string>> | undefined)?.[name];
      // An empty text is no value, as everywhere.
      return value === '' ? undefined : value;
    },
    countSince: (name, where) =>
      unacknowledged(state).filter((event) => event.name === name && matchesFilters(event.properties, where)).length,
  };
}

function cartFacts(cart: Cart): Facts<(typeof cartProperties)[number]> {
  const { currency, coupon, items } = cart;
  return {
    totalMinor: currency === config.currency ? totalMinor(cart) : undefined,
    quantity: cartQuantity(cart),
    distinctItems: items.length,
    products: texts(items.flatMap(({ item_id, item_name }) => [item_id, item_name])),
    categories: texts(items.map(({ item_category }) => item_category)),
    currency,
    coupon,
  };
}

/** Shops have ids that are numbers, and items that lack some. */
const texts = (values: unknown[]): string[] => values.filter(Boolean).map(String);

export function secondsOnPage(): number {
  return Math.floor((performance.now() - view.startedAt) / 1_000);
}
