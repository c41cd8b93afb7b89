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

/** From now on events go to the outbox, the early ones first. */
export function startRecording(): Promise<void> {
  isReady = true;
  return drain();
}

/** Drops what waits in memory. */
export function forgetWaiting(): void {
  waiting = [];
}

/** Writes down what happened now. The properties are copied as JSON; what JSON cannot hold is left out. */
export function record(name: string, properties: object = {}): Promise<void> {
  waiting.push(newEvent(name, properties));
  waiting = waiting.slice(-maxWaiting);
  return drain();
}

/** Writes down what happens while the page goes away, when there may be time for one write and no answer. */
export async function recordLate(name: string, properties: object): Promise<void> {
  if (isReady && collecting() === 'yes') await appendLate(newEvent(name, properties, state.session?.id));
}

async function drain(): Promise<void> {
  const collects = collecting();
  if (!isReady || collects === 'unasked') return;
  const events = waiting;
  waiting = [];
  if (collects === 'no' || !events[0]) return;
  await change((state) => {
    const session = continueSession(state, events[0]?.time);
    for (const event of events) {
      state.outbox.push({ ...event, session: session.id });
      if (event.name === 'page_view') session.pages++;
    }
  });
  for (const { name } of events) signal('recorded', name);
}
