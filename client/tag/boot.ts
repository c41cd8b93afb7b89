import { needsConsent } from './consent.ts';
import { readDataLayer } from './data-layer.ts';
import { measureEngagement, recordEngagement, watchVisitor } from './engagement.ts';
import { watchExitIntent } from './exit-intent.ts';
import { exposeDue, prefetchPopup } from './expose.ts';
import { flush, retryNow, scheduleFlush } from './flush.ts';
import { watchForms } from './forms.ts';
import { debug, guard, watch } from './guard.ts';
import { exitMoment, freshReply } from './offers.ts';
import { nextPageView, recordPageView, watchRoutes } from './page-views.ts';
import { drain, recordLate } from './record.ts';
import { tellSegments } from './segments.ts';
import { listen } from './signals.ts';
import { openStore, refresh, state } from './store.ts';
import { announce, leaveTabs, watchTabs } from './tabs.ts';

const tickMs = 1_000;

/** While the visitor reads on, an old decision is renewed, and the session with it, at most this often. */
const renewMs = 60_000;

/** Something that offers and segments rest on has changed, or the named moment has come. */
const look = guard((moment?: string) => {
  tellSegments();
  return exposeDue(moment);
});

const reread = guard(async () => {
  await refresh();
  look();
});

/** Wires the parts together, once, when the page is first seen. */
export async function boot(): Promise<void> {
  debug.token = new URLSearchParams(location.search).get('usher_debug');
  recordPageView();
  watchVisitor(look);
  watchForms(flush);
  watchRoutes();
  watchExitIntent(() => look(exitMoment));
  watch('visibilitychange', () => {
    if (!document.hidden) return look();
    recordEngagement(recordLate);
    return flush();
  });
  watch('online', retryNow);
  // A page that goes to the back-forward cache must not hold on to what other pages wait for.
  watch('pagehide', leaveTabs);
  watch('pageshow', (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    watchTabs(reread);
    reread();
    nextPageView(document.referrer);
  });

  await openStore(!needsConsent());
  listen('event', (name) => {
    scheduleFlush();
    return look(name);
  });
  listen('reply', (response) => {
    announce();
    // Verdicts on events are in it and, with a token, reasons of refusals.
    if (debug.token != null) console.info('usher', response);
    prefetchPopup();
    return look();
  });
  watchTabs(reread);
  readDataLayer();
  await drain();
  scheduleFlush();
  let renewAt = renewMs;
  const tick = () => {
    const now = performance.now();
    if (measureEngagement() && !freshReply(state) && now > renewAt) {
      renewAt = now + renewMs;
      recordEngagement();
    }
    return look();
  };
  setInterval(guard(tick), tickMs);
}
