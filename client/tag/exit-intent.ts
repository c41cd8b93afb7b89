import { watch } from './guard.ts';

/** Upward, in px per ms: a hand on its way to the tabs, and a thumb flung at the address bar. */
const pointerSpeed = 0.3;
const thumbSpeed = 2;

/** A phone left alone for this long. */
const idleMs = 60_000;

/**
 * Calls back when the visitor seems about to leave. With a mouse: the pointer goes out through the top, upward and
 * fast. On phones: a fast upward scroll, the return to the tab, a minute without a touch. Links and history are left alone.
 */
export function watchExitIntent(leaving: () => void): void {
  let lastY = 0;
  let lastAt = 0;
  let idle: ReturnType<typeof setTimeout>;
  const hasMouse = matchMedia('(hover: hover)').matches;
  const events = hasMouse ? 'mousemove mouseout' : 'touchstart scroll visibilitychange';
  // Only a mouse's events tell a height of their own.
  watch(events, ({ type, timeStamp, clientY: y = scrollY }: MouseEvent) => {
    const speed = (lastY - y) / (timeStamp - lastAt || 1);
    lastY = y;
    lastAt = timeStamp;
    if (hasMouse) {
      if (type === 'mouseout' && y <= 0 && speed > pointerSpeed) leaving();
      return;
    }
    clearTimeout(idle);
    idle = setTimeout(leaving, idleMs);
    if (type === 'visibilitychange' ? !document.hidden : speed > thumbSpeed) leaving();
  });
}
