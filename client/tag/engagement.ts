import { record } from './record.ts';
import { view } from './view.ts';

/** Without input for this long, nobody is taken to be reading. */
const attentionMs = 30_000;

/** Timers sleep with the machine: no more than this counts between two looks at the clock. */
const longestStepMs = 2_000;

let lastInputAt = performance.now();
let lastLookAt = performance.now();
let wasEngaged = true;
let lastToldAt = 0;
let height = 0;

/** Any sign of the visitor: pointer, key, touch, scroll. */
export function noticeInput(): void {
  lastInputAt = performance.now();
}

/** Visible, focused, and input in the last 30 s. */
export function isEngaged(): boolean {
  return !document.hidden && document.hasFocus() && performance.now() - lastInputAt < attentionMs;
}

/** Adds the time since the last look, if the visitor was there then. */
export function measureEngagement(): void {
  const now = performance.now();
  if (wasEngaged) view.engagedMs += Math.min(now - lastLookAt, longestStepMs);
  wasEngaged = isEngaged();
  lastLookAt = now;
}

/** The height is taken by an observer, when the layout is done, so that no scroll forces one. */
export function watchHeight(): void {
  new ResizeObserver(() => {
    height = document.documentElement.scrollHeight;
  }).observe(document.body ?? document.documentElement);
}

/** How far down the lower edge of the window has been. */
export function measureScroll(): void {
  if (height)
    view.scrollPercent = Math.max(view.scrollPercent, Math.min(100, ((scrollY + innerHeight) / height) * 100));
}

/** Milliseconds since engagement was last recorded. */
export const sinceToldMs = (): number => performance.now() - lastToldAt;

/** Sends to the outbox what has come since the last time, if anything has. */
export function recordEngagement(
  save: (name: string, properties: object) => Promise<unknown> = record,
): Promise<unknown> | undefined {
  measureEngagement();
  const engagedMs = Math.round(view.engagedMs - view.toldMs);
  const percent = Math.round(view.scrollPercent);
  if (engagedMs < 1 && percent <= view.toldPercent) return;
  lastToldAt = performance.now();
  view.toldMs += engagedMs;
  view.toldPercent = percent;
  return save('engagement', { engaged_ms: engagedMs, scroll_percent: percent, path: view.path });
}
