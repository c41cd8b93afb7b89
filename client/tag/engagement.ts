import { guard, watch } from './guard.ts';
import { record } from './record.ts';
import { view } from './view.ts';

/** Without input for this long, nobody is taken to be reading. */
const attentionMs = 30_000;

/** Timers sleep with the machine: no more than this counts between two looks at the clock. */
const longestStepMs = 2_000;

let lastInputAt = performance.now();
let lastLookAt = lastInputAt;
let wasEngaged = true;

/** Follows input and scrolling; `scrolled` is called in the frame after a scroll. */
export function watchVisitor(scrolled: () => unknown): void {
  let height = Infinity;
  // By an observer, when the layout is done, so that no scroll forces one.
  new ResizeObserver(() => {
    height = document.documentElement.scrollHeight;
  }).observe(document.documentElement);
  watch('pointermove pointerdown keydown touchstart scroll', () => {
    lastInputAt = performance.now();
  });
  const measure = guard(() => {
    // How far down the lower edge of the window has been.
    view.scrollPercent = Math.max(view.scrollPercent, Math.min(100, ((scrollY + innerHeight) / height) * 100));
    scrolled();
  });
  watch('scroll', () => requestAnimationFrame(measure));
}

/** Visible, focused, and input in the last 30 s. Adds the time since the last look, if the visitor was there then. */
export function measureEngagement(): boolean {
  const now = performance.now();
  if (wasEngaged) view.engagedMs += Math.min(now - lastLookAt, longestStepMs);
  lastLookAt = now;
  wasEngaged = !document.hidden && document.hasFocus() && now - lastInputAt < attentionMs;
  return wasEngaged;
}

/** Sends to the outbox what has come since the last time, if anything has. */
export function recordEngagement(save: (name: string, properties: object) => unknown = record): unknown {
  measureEngagement();
  const engagedMs = Math.floor(view.engagedMs - view.toldMs);
  if (!engagedMs) return;
  view.toldMs += engagedMs;
  return save('engagement', {
    path: view.path,
    engaged_ms: engagedMs,
    scroll_percent: Math.floor(view.scrollPercent),
  });
}
