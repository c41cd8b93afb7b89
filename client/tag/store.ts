import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Event } from '../../shared/schema/event.ts';
import { config } from './config.ts';
import { copyJson } from './copy-json.ts';
import { freshState, freshStream, type State } from './state.ts';

/** A browser that has not opened the database by then is treated as having none. */
const openTimeoutMs = 2_000;

export const storeName = `usher-${config.site}`;

/** What this tab last read or wrote: good for a first look, `change` for everything that must be right over all tabs. */
export let state = freshState();

/** Absent: everything lives in memory, because nothing may be stored or nothing can be. */
let database: UseStore | undefined;

const connect = (): UseStore => createStore(storeName, 'tag');

/** Under `state`, then the late events, whose keys are arrays and sort after it. */
const read = (objects: IDBObjectStore): Promise<[State?, ...Event[]]> =>
  promisifyRequest(objects.getAll()) as Promise<unknown[]> as Promise<[State?, ...Event[]]>;

/**
 * Opens the database and reads it, writing nothing; one that is not there yet is only made when it `mayBegin`. Without
 * a usable database the memory serves.
 */
export async function openStore(mayBegin: boolean): Promise<void> {
  try {
    if (!mayBegin && !(await indexedDB.databases()).some(({ name }) => name === storeName)) return;
    const store = connect();
    // In this order: where the database is forbidden, this throws, and nothing is left to reject.
    const reading = store('readonly', read);
    const [saved] = await Promise.race([reading, new Promise<never>((_, reject) => setTimeout(reject, openTimeoutMs))]);
    if (saved) state = saved;
    if (saved || mayBegin) database = store;
  } catch {
    // Blocked, broken or too slow: the page lives on its memory.
  }
}

/** Reads again what other tabs may have written, or wiped. */
export async function refresh(): Promise<void> {
  if (!database) return;
  const [saved] = await database('readonly', read);
  if (!saved) database = undefined;
  state = saved ?? freshState();
}

/**
 * Changes the state in one transaction over all tabs: `work` gets it as it is now and edits it in place, at once.
 *
 * A lost connection is opened again once (Safari drops them at will). When the database fails for good, the memory
 * serves from then on, under a stream of its own: it must not share numbers with what is still in the database.
 */
export async function change<T>(work: (state: State) => T, mayReconnect = true): Promise<T> {
  const store = database;
  if (!store) return work(state);
  try {
    return await store('readwrite', async (objects) => {
      const [next = copyJson(state), ...late] = await read(objects);
      next.outbox.push(...late);
      const result = work(next);
      objects.clear();
      objects.put(next, 'state');
      await promisifyRequest(objects.transaction);
      state = next;
      return result;
    });
  } catch {
    // Unless another transaction has met the same failure and seen to it.
    if (database === store) {
      database = mayReconnect ? connect() : undefined;
      if (!database) state = { ...state, ...freshStream() };
    }
    return change(work, false);
  }
}

/**
 * Adds an event to the outbox without reading first, so that it succeeds even while the page goes away. It waits under
 * a key of its own until the next change takes it in.
 */
export async function appendLate(event: Event): Promise<void> {
  if (!database) state.outbox.push(event);
  await database?.('readwrite', (objects) => {
    objects.put(event, [event.time, Math.random()]);
    objects.transaction.commit();
    return promisifyRequest(objects.transaction);
  });
}

/** Forgets everything but a fresh state, which stays in the database when `isKept`; else the database is empty and left. */
export async function wipe(fresh: State, isKept: boolean): Promise<void> {
  const store = database;
  state = fresh;
  if (!isKept) database = undefined;
  await store?.('readwrite', (objects) => {
    objects.clear();
    if (isKept) objects.put(fresh, 'state');
    return promisifyRequest(objects.transaction);
  });
}
