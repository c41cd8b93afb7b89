import { recordEngagement } from './engagement.ts';
import { guard } from './guard.ts';
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

/** How often a browser without the Navigation API is asked for its route. */
const lookMs = 1_000;

/** Follows the routes of a single-page shop. */
export function watchRoutes(): void {
  let url = location.href;
  const look = guard(() => {
    const referrer = url;
    url = location.href;
    if (route() !== view.route) nextPageView(referrer);
  });
  // One task later, so that the title is that of the new route.
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', () => setTimeout(look));
  // Older browsers do not tell: they are asked, and the history of the page stays as it is.
  if (!navigation) setInterval(look, lookMs);
}
