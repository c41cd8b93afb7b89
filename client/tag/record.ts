import type { Event } from '../../shared/schema/event.ts';
import { collecting } from './consent.ts';
import { newEvent } from './new-event.ts';
import { continueSession } from './session.ts';
import { signal } from './signals.ts';
import { appendLate, change, state } from './store.ts';

/** Events kept in memory before consent: as many as the outbox holds. */
const maxWaiting = 1_000;

/** Events that have no session yet: consent is not given, or the store is not read. */
let waiting: Event[] = [];
let isReady = false;

/** Writes down what happened now. The properties are copied as JSON; what JSON cannot hold is left out. */
export function record(name: string, properties: object = {}): Promise<void> {
  waiting.push(newEvent(name, properties));
  waiting = waiting.slice(-maxWaiting);
  return drain(isReady);
}

/** Writes down what happens while the page goes away, when there may be time for one write and no answer. */
export const recordLate = (name: string, properties: object): unknown =>
  isReady && collecting() && appendLate(newEvent(name, properties, state));

/** Moves what waited to the outbox, if that may be, or drops it; from the first call on, nothing waits longer than it must. */
export async function drain(mayWrite = true): Promise<void> {
  isReady = mayWrite;
  // What is told in one go is written in one.
  await 0;
  const collects = collecting();
  if (!isReady || collects === undefined) return;
  const events = waiting;
  waiting = [];
  if (!collects || !events[0]) return;
  await change((next) => {
    const session = continueSession(next, events[0]?.time);
    for (const event of events) {
      next.outbox.push({ ...event, session: session.id });
      if (event.name === 'page_view') session.pages++;
    }
  });
  for (const event of events) signal('event', event.name);
}
