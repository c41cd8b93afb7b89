import { type LiveFacts, matchesFilters } from '../../shared/rules/complete.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { cartProperties, pageProperties } from '../../shared/rules/rule.ts';
import { cartQuantity, totalMinor } from './cart.ts';
import { config } from './config.ts';
import { type State, unacknowledged } from './state.ts';
import { describePage, view } from './view.ts';

type Facts<Name extends string> = Record<Name, FactValue | undefined>;

/** Shops have ids that are numbers, and items that lack some. */
const texts = (values: unknown[]): string[] => values.filter(Boolean).map(String);

const seconds = (ms: number): number => Math.floor(ms / 1_000);

export const secondsOnPage = (): number => seconds(performance.now() - view.startedAt);

/** What the page knows now, in the units of the rule language. A cart nobody told of has no facts. */
export function liveFacts({ cart, session, ...events }: State): LiveFacts & { facts: object } {
  const page: Facts<(typeof pageProperties)[number]> = {
    ...describePage(),
    timeOnPageSeconds: secondsOnPage(),
    engagedSeconds: seconds(view.engagedMs),
    scrollPercent: Math.floor(view.scrollPercent),
    viewportWidthPx: innerWidth,
    sessionPages: session?.pages,
    sessionSeconds: session && seconds(Date.now() - session.startedAt),
  };
  const inCart: Facts<(typeof cartProperties)[number]> | undefined = cart && {
    totalMinor: cart.currency === config.currency ? totalMinor(cart) : undefined,
    quantity: cartQuantity(cart),
    distinctItems: cart.items.length,
    products: texts(cart.items.flatMap((item) => [item.item_id, item.item_name])),
    categories: texts(cart.items.map((item) => item.item_category)),
    currency: cart.currency,
    coupon: cart.coupon,
  };
  const facts = { page, cart: inCart };
  return {
    facts,
    get: (fact) => {
      const [side, name] = fact.split('.') as [keyof typeof facts, string];
      const value = (facts[side] as Partial<Facts<string>> | undefined)?.[name];
      // An empty text is no value, as everywhere.
      return value === '' ? undefined : value;
    },
    countSince: (name, where) =>
      unacknowledged(events).filter((event) => event.name === name && matchesFilters(event.properties, where)).length,
  };
}
