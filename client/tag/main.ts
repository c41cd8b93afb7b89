import { type Usher, usher } from './api.ts';
import { boot } from './boot.ts';
import { guard, watch } from './guard.ts';

const page = window as { usher?: Usher };

/** Calls made before the visitor has seen the page. */
const queue: ArrayLike<unknown>[] = [...(page.usher?.q ?? [])];

const enqueue: Usher = (...call) => queue.push(call);

let isSeen = false;

/** A page that is prerendered, or opened in the background, is not counted until it is looked at. */
async function runWhenSeen(): Promise<void> {
  if (isSeen || document.hidden) return;
  isSeen = true;
  await boot();
  page.usher = usher;
  for (const call of queue) usher(...(Array.from(call) as Parameters<Usher>));
}

// A second script element, or a second copy: the first one does the work.
if (!page.usher?.isLoaded) {
  page.usher = enqueue;
  usher.isLoaded = enqueue.isLoaded = true;
  const given = (document.currentScript as HTMLElement | null)?.dataset.consent;
  if (given) enqueue('consent', given);
  // Robots that say so are not visitors.
  if (!navigator.webdriver) {
    watch('visibilitychange', runWhenSeen);
    guard(runWhenSeen)();
  }
}
