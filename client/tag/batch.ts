import type { CollectResponse } from '../../shared/schema/protocol.ts';
import { hasGlobalPrivacyControl } from './consent.ts';
import { debug, failures } from './guard.ts';
import { newEvent } from './new-event.ts';
import type { Batch, State } from './state.ts';

const maxEvents = 50;

/** A body is at most 56,000 bytes, so that it fits the 64 KiB a page may send while it goes away; the envelope takes up to 1,000. */
const maxBatchBytes = 55_000;

const maxOutboxEvents = 1_000;
const maxAgeMs = 7 * 86_400_000;
/** After a batch that was too large, half of its events make the next one. */
let halved = 0;
const important = /purchase|refund|identify|consent|submit/;

/**
 * The batch to send next: the one frozen first, else the oldest events, taken out of the outbox under the next sequence
 * number. `undefined` when there is nothing; with a debug token, a batch may be empty. Runs inside a transaction.
 */
export function freeze(state: State): Batch | undefined {
  const { outbox, batches } = state;
  const oldest = Date.now() - maxAgeMs;
  while (outbox[0] && outbox[0].time < oldest) outbox.shift();
  while (outbox.length > maxOutboxEvents) {
    // The oldest of those that matter least.
    const least = outbox.findIndex((event) => !important.test(event.name));
    outbox.splice(Math.max(0, least), 1);
  }
  if (!batches[0]) {
    if (failures.count) outbox.push(newEvent('tag_error', failures, state));
    failures.count = 0;
    let count = halved || maxEvents;
    while (new Blob([JSON.stringify(outbox.slice(0, count))]).size > maxBatchBytes) {
      if (count > 1) count >>= 1;
      // One that fits no batch is dropped alone.
      else outbox.shift();
    }
    const events = outbox.splice(0, count);
    if (events[0] || debug.token) {
      batches.push({
        stream: state.stream,
        sequence: ++state.sequence,
        events,
        consent: state.consent,
        gpc: hasGlobalPrivacyControl(),
        language: navigator.language,
      });
    }
  }
  return batches[0];
}

/**
 * Takes the answer to a batch. It goes when it was acknowledged or refused; the events of one that was too large go back,
 * to leave by halves under new numbers. Runs inside a transaction.
 */
export function settle(state: State, batch: Batch, status: number, body: CollectResponse | false): void {
  const { stream, sequence, events } = batch;
  const [first] = state.batches;
  if (status === 401) state.token = undefined;
  // Otherwise another tab has settled it, or its visitor was forgotten.
  else if (first?.stream === stream && first.sequence === sequence) {
    state.batches.shift();
    if (body) {
      state.token = body.token;
      state.reply = body.reply;
      state.decidedAt = Date.now() - body.ageMs;
    }
    halved = status === 413 ? events.length >> 1 : 0;
    if (halved) state.outbox.unshift(...events);
  }
}
