import { config } from './config.ts';
import { guard } from './guard.ts';
import { state } from './store.ts';

let isPrefetched = false;

/** Fetches the popup chunk ahead, when the page has nothing better to do and an offer may need it. */
export function prefetchPopup(): void {
  if (isPrefetched || !state.decision?.reply.offers.some(({ promotion }) => promotion)) return;
  isPrefetched = true;
  // A browser without idle callbacks fetches it when it is due.
  window.requestIdleCallback?.(
    guard(() => {
      const link = document.createElement('link');
      link.rel = 'modulepreload';
      link.href = config.host + config.popup;
      link.fetchPriority = 'low';
      document.head.append(link);
    }),
  );
}
