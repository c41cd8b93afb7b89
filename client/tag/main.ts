import { type Usher, usher } from './api.ts';
import { boot } from './boot.ts';
import { guard } from './guard.ts';

const page = window as { usher?: Usher };

/** Calls made before the visitor has seen the page. */
const queue: Iterable<unknown>[] = [...(page.usher?.q ?? [])];

const enqueue: Usher = (...call) => queue.push(call);

const start = guard(async (): Promise<void> => {
  // A page that is prerendered, or opened in the background, is not counted until it is looked at.
  while (document.hidden) await new Promise((seen) => addEventListener('visibilitychange', seen));
  await boot();
  page.usher = usher;
  for (const call of queue) usher(...(call as Parameters<Usher>));
});

// A second script element, or a second copy: the first one does the work.
if (!page.usher?.isLoaded) {
  page.usher = enqueue;
  usher.isLoaded = enqueue.isLoaded = true;
  const given = (document.currentScript as HTMLElement | null)?.dataset.consent;
  if (given) enqueue('consent', given);
  // Robots that say so are not visitors.
  if (!navigator.webdriver) start();
}
