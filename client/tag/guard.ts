/** Failures caught since the last batch. */
export const failures = { count: 0, last: '' };

/** Present in debug, where failures are also told in the console; not empty when the reply should give reasons. */
export const debug: { token?: string | null } = {};

/**
 * Every entry from the page goes through here: nothing the tag does is ever thrown into the page, not even as a
 * rejected promise. What fails is counted and sent with the next batch. Answers `undefined` after a failure.
 */
export function guard<Arguments extends unknown[], Result>(work: (...args: Arguments) => Result) {
  return (...args: Arguments): Result | undefined => {
    try {
      const result = work(...args);
      Promise.resolve(result).catch(fail);
      return result;
    } catch (error) {
      fail(error);
    }
  };
}

/** Listens to events of the page, their names parted by spaces: guarded, passive, before the page's own listeners. */
export function watch<Kind extends Event>(names: string, work: (event: Kind) => unknown): void {
  const listener = guard(work) as (event: Event) => void;
  for (const name of names.split(' ')) addEventListener(name, listener, { capture: true, passive: true });
}

function fail(error: unknown): void {
  failures.count++;
  failures.last = String(error).slice(0, 200);
  if (debug.token != null) console.info('usher', error);
}
