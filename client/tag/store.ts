import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Event } from '../../shared/schema/event.ts';
import { config } from './config.ts';
import { mayStore } from './consent.ts';
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

/** The record, which took in the late events of its session: their keys are arrays and sort after its own. */
async function read(objects: IDBObjectStore): Promise<State | undefined> {
  const [saved, ...late] = (await promisifyRequest(objects.getAll())) as [State?, ...Event[]];
  // A tab that knew of no wipe may have left an event of nobody.
  if (!saved?.seed) return;
  saved.outbox.push(...late.filter(({ session }) => session === saved.session?.id));
  return saved;
}

/**
 * Opens the database and reads it, writing nothing; one that is not there yet is only made when it `mayBegin`. Without
 * a usable database the memory serves.
 */
export async function openStore(mayBegin: boolean): Promise<void> {
  try {
    if (!mayBegin && !(await indexedDB.databases()).some(({ name }) => name === storeName)) return;
    const store = database ?? connect();
    // In this order: where the database is forbidden, this throws, and nothing is left to reject.
    const reading = store('readonly', read);
    const saved = await Promise.race([reading, new Promise<never>((_, reject) => setTimeout(reject, openTimeoutMs))]);
    if (saved || database) state = saved ?? freshState();
    database = saved || mayBegin ? store : undefined;
  } catch {
    // Blocked, broken or too slow: the page lives on its memory.
  }
}

/** Reads again what other tabs may have written, or wiped. */
export async function refresh(): Promise<void> {
  if (database) await openStore(false);
}

/**
 * Changes the state in one transaction over all tabs: `work` gets it as it is now and edits it in place, at once. When it
 * may not be stored any more, the database is left empty, and the memory serves.
 *
 * A lost connection is opened again once (Safari drops them at will). When the database fails for good, the memory
 * serves from then on, under a stream of its own: it must not share numbers with what is still in the database.
 */
export async function change<T>(work: (state: State) => T, mayReconnect = true): Promise<T> {
  const store = database;
  if (!store) return work(state);
  try {
    return await store('readwrite', async (objects) => {
      // A visitor who was stored and is not there any more was forgotten by another tab.
      const next = (await read(objects)) ?? copyJson(state.session ? freshState() : state);
      const result = work(next);
      objects.clear();
      if (mayStore(next)) objects.put(next, 'state');
      await promisifyRequest(objects.transaction);
      state = next;
      if (!mayStore(state)) database = undefined;
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
export function appendLate(event: Event): Promise<void> | undefined {
  if (!database) state.outbox.push(event);
  return database?.('readwrite', (objects) => {
    objects.put(event, [event.time, Math.random()]);
    objects.transaction.commit();
    return promisifyRequest(objects.transaction);
  });
}
