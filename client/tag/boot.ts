import { needsConsent } from './consent.ts';
import { readDataLayer } from './data-layer.ts';
import * as engagement from './engagement.ts';
import { watchExitIntent } from './exit-intent.ts';
import { exposeDue } from './expose.ts';
import { flush, retryNow, scheduleFlush, sinceLastRequestMs } from './flush.ts';
import { watchForms } from './forms.ts';
import { debug, guard, watch } from './guard.ts';
import { exitMoment } from './offers.ts';
import { nextPageView, recordPageView, watchRoutes } from './page-views.ts';
import { prefetchPopup } from './prefetch-popup.ts';
import { recordLate, startRecording } from './record.ts';
import { tellSegments } from './segments.ts';
import { setConsent } from './set-consent.ts';
import { listen } from './signals.ts';
import { openStore, refresh } from './store.ts';
import { announce, leaveTabs, watchTabs } from './tabs.ts';

const tickMs = 1_000;

/** While the visitor reads on, the session and the decision, which lasts for five minutes, are kept alive. */
const keepAliveMs = 240_000;

/** Wires the parts together, once, when the page is first seen. */
export async function boot(): Promise<void> {
  const token = new URLSearchParams(location.search).get('usher_debug');
  if (token) debug.token = token;
  recordPageView();
  watchVisitor();
  watchForms(() => flush());
  watchRoutes();
  watchExitIntent(() => look(exitMoment));

  await openStore(!needsConsent());
  listen('recorded', (name) => {
    scheduleFlush();
    look(name);
  });
  listen('acknowledged', ({ refused }) => {
    announce();
    // Only a reply to a debug token has it.
    if (refused) console.info('usher', refused);
    prefetchPopup();
    look();
  });
  watchTabs(reread);
  readDataLayer(setConsent);
  await startRecording();
  prefetchPopup();
  scheduleFlush();
  setInterval(guard(tick), tickMs);
}

/** Something that offers and segments rest on has changed. */
const look = guard((moment?: string) => {
  tellSegments();
  return exposeDue(moment);
});

const reread = guard(() => refresh().then(() => look()));

function tick(): void {
  if (document.hidden) return;
  engagement.measureEngagement();
  const quietMs = Math.min(sinceLastRequestMs(), engagement.sinceToldMs());
  if (engagement.isEngaged() && quietMs > keepAliveMs) engagement.recordEngagement();
  look();
}

function watchVisitor(): void {
  engagement.watchHeight();
  watch('pointermove pointerdown keydown wheel touchstart scroll', engagement.noticeInput);
  const scrolled = guard(() => {
    engagement.measureScroll();
    look();
  });
  watch('scroll', () => requestAnimationFrame(scrolled));
  watch('visibilitychange', () => {
    if (!document.hidden) return look();
    engagement.recordEngagement(recordLate);
    return flush();
  });
  watch('pagehide', leaveTabs);
  watch('pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    watchTabs(reread);
    reread();
    nextPageView(document.referrer);
  });
  watch('online', retryNow);
}
