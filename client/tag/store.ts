import { createStore, get, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Event } from '../../shared/schema/event.ts';
import { config } from './config.ts';
import { freshState, freshStream, type State } from './state.ts';

/** A browser that has not opened the database by then is treated as having none. */
const openTimeoutMs = 2_000;

export const storeName = `usher-${config.site}`;

/** What this tab last read or wrote: good for a first look, `change` for everything that must be right over all tabs. */
export let state = freshState();

/** Absent: everything lives in memory, because nothing may be stored or nothing can be. */
let useStore: UseStore | undefined;

const connect = (): UseStore => createStore(storeName, 'tag');

/**
 * Opens the database and reads it, writing nothing; one that is not there yet is only made when it `mayBegin`. Without
 * a usable database the memory serves.
 */
export async function openStore(mayBegin: boolean): Promise<void> {
  try {
    if (!mayBegin && !(await indexedDB.databases()).some(({ name }) => name === storeName)) return;
    const store = connect();
    // In this order: where the database is forbidden, `get` throws and nothing is left to reject.
    const read = get<State>('state', store);
    const saved = await Promise.race([read, new Promise<never>((_, reject) => setTimeout(reject, openTimeoutMs))]);
    if (saved) state = saved;
    if (saved || mayBegin) useStore = store;
  } catch {
    // Blocked, broken or too slow: the page lives on its memory.
  }
}

/** Reads again what other tabs may have written, or wiped. */
export async function refresh(): Promise<void> {
  if (useStore) state = (await get<State>('state', useStore)) ?? freshState();
}

/**
 * Changes the state in one transaction over all tabs: `work` gets it as it is now and edits it in place, at once. When
 * the database fails, the change is made in memory, and later ones too.
 */
export function change<T>(work: (state: State) => T): Promise<T> {
  return transact(
    async (objects) => {
      const late = IDBKeyRange.lowerBound([]);
      const [saved, events] = await Promise.all([
        promisifyRequest<State | undefined>(objects.get('state')),
        promisifyRequest<Event[]>(objects.getAll(late)),
      ]);
      const next = saved ?? structuredClone(state);
      next.outbox.push(...events);
      const result = work(next);
      objects.delete(late);
      objects.put(next, 'state');
      await promisifyRequest(objects.transaction);
      state = next;
      return result;
    },
    () => work(state),
  );
}

/**
 * Adds an event to the outbox without reading first, so that it succeeds even while the page goes away. It waits under
 * a key of its own, an array, which sorts after the name of the state, until the next change takes it in.
 */
export function appendLate(event: Event): Promise<unknown> {
  return transact(
    (objects) => {
      objects.put(event, [event.time, Math.random()]);
      objects.transaction.commit();
      return promisifyRequest(objects.transaction);
    },
    () => {
      state.outbox.push(event);
    },
  );
}

/** Forgets everything but a fresh state, which stays in the database when `isKept`; else the database is empty and left. */
export async function wipe(fresh: State, isKept: boolean): Promise<void> {
  const store = useStore;
  state = fresh;
  if (!isKept) useStore = undefined;
  await store?.('readwrite', (objects) => {
    objects.clear();
    if (isKept) objects.put(fresh, 'state');
    return promisifyRequest(objects.transaction);
  });
}

/**
 * A lost connection is opened again once (Safari drops them at will). After that the memory serves, under a stream of
 * its own: it must not share numbers with what is still in the database.
 */
async function transact<T>(
  work: (objects: IDBObjectStore) => Promise<T>,
  inMemory: () => T,
  mayReconnect = true,
): Promise<T> {
  const store = useStore;
  if (!store) return inMemory();
  try {
    return await store('readwrite', work);
  } catch {
    // Unless another transaction has met the same failure and seen to it.
    if (useStore === store) {
      useStore = mayReconnect ? connect() : undefined;
      if (!useStore) state = { ...state, ...freshStream() };
    }
    return transact(work, inMemory, false);
  }
}
