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
  /** Of `engagedMs`, what was told already. */
  toldMs: number;
  /** Campaigns exposed in this view. */
  exposed: string[];
  /** A control was exposed: it takes the place of a promotion that would be open. */
  control?: boolean;
  /** A checkout step was seen: no promotion may come between. */
  checkout?: boolean;
}

export const route = (): string => location.pathname + location.search;

/** The page as its address and document say it, empty texts included. */
export const describePage = () => ({
  url: location.href,
  path: location.pathname,
  query: location.search.slice(1),
  title: document.title,
  referrer: view.referrer,
});

export let view = {} as View;

/** Begins a view: timers and triggers start anew. */
export function beginView(referrer: string): void {
  view = {
    id: randomId(11),
    route: route(),
    path: location.pathname,
    referrer,
    startedAt: performance.now(),
    engagedMs: 0,
    scrollPercent: 0,
    toldMs: 0,
    exposed: [],
  };
}

beginView(document.referrer);
