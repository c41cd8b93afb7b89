import { randomId } from './random-id.ts';

/** One page view: a page load, a route of a single-page shop, or a return from the back-forward cache. */
export interface View {
  id: string;
  /** Path and query: a route with the same ones is the same view. */
  route: string;
  path: string;
  referrer: string;
  /** On the monotonic clock, ms. */
  startedAt: number;
  engagedMs: number;
  /** Deepest so far, 0 to 100; 0 until something was scrolled. */
  scrollPercent: number;
  /** Of the two above, what was told already. */
  toldMs: number;
  toldPercent: number;
  /** Campaigns exposed in this view. */
  exposed: Set<string>;
  /** A checkout step was seen: no promotion may come between. */
  inCheckout: boolean;
}

export const route = (): string => location.pathname + location.search;

export let view: View = freshView(document.referrer);

/** Begins a view: timers and triggers start anew. */
export function beginView(referrer: string): void {
  view = freshView(referrer);
}

function freshView(referrer: string): View {
  return {
    id: randomId(11),
    route: route(),
    path: location.pathname,
    referrer,
    startedAt: performance.now(),
    engagedMs: 0,
    scrollPercent: 0,
    toldMs: 0,
    toldPercent: 0,
    exposed: new Set(),
    inCheckout: false,
  };
}
