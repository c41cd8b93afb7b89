import { recordEngagement } from './engagement.ts';
import { guard, watch } from './guard.ts';
import { record } from './record.ts';
import { beginView, describePage, route, view } from './view.ts';

/** Records the view that has begun; what the page says of itself wins. */
export function recordPageView(told?: object): void {
  record('page_view', { ...describePage(), ...told });
}

/** Ends the view and begins another. */
export function nextPageView(referrer: string, told?: object): void {
  recordEngagement();
  beginView(referrer);
  recordPageView(told);
}

/** Follows the routes of a single-page shop. */
export function watchRoutes(): void {
  let url = location.href;
  const look = guard(() => {
    const referrer = url;
    url = location.href;
    if (route() !== view.route) nextPageView(referrer);
  });
  // One task later, so that the title is that of the new route.
  const lookSoon = () => setTimeout(look);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', lookSoon);
  else {
    watch('popstate', lookSoon);
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      history[name] = function (this: History, ...call: Parameters<typeof original>) {
        original.apply(this, call);
        lookSoon();
      };
    }
  }
}
