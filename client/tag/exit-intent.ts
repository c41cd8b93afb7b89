import { guard, watch } from './guard.ts';

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
  const upwardSpeed = (y: number, at: number): number => {
    const speed = (lastY - y) / (at - lastAt || 1);
    lastY = y;
    lastAt = at;
    return speed;
  };
  if (matchMedia('(hover: hover)').matches) {
    watch('mousemove mouseout', ({ type, clientY, timeStamp }: MouseEvent) => {
      const isFast = upwardSpeed(clientY, timeStamp) > pointerSpeed;
      if (type === 'mouseout' && clientY <= 0 && isFast) leaving();
    });
  } else {
    let idle: ReturnType<typeof setTimeout>;
    watch('touchstart scroll visibilitychange', ({ type, timeStamp }) => {
      clearTimeout(idle);
      idle = setTimeout(guard(leaving), idleMs);
      const isFast = upwardSpeed(scrollY, timeStamp) > thumbSpeed;
      if (type === 'visibilitychange' ? !document.hidden : isFast) leaving();
    });
  }
}
