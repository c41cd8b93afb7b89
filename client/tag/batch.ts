import type { Event } from '../../shared/schema/event.ts';
import type { CollectResponse } from '../../shared/schema/protocol.ts';
import { hasGlobalPrivacyControl } from './consent.ts';
import { failures } from './guard.ts';
import { newEvent } from './new-event.ts';
import type { Batch, State } from './state.ts';

const maxEvents = 50;

/** A body is at most 56,000 bytes, so that it fits the 64 KiB a page may send while it goes away; the envelope takes up to 1,000. */
const maxBatchBytes = 55_000;

const maxOutboxEvents = 1_000;
const maxAgeMs = 7 * 86_400_000;
const important = /^(purchase|refund|identify|consent|form_submit|promotion_submitted)$/;

/**
 * The batch to send next: the one frozen first, else the oldest events, taken out of the outbox under the next sequence
 * number. `undefined` when there is nothing, unless `even` an empty batch is wanted. Runs inside a transaction.
 */
export function freeze(state: State, even: boolean): Batch | undefined {
  const { outbox, frozen, stream, consent } = state;
  trim(state);
  if (!frozen[0]) {
    const { count, last } = failures;
    if (count) outbox.push(newEvent('tag_error', { count, last }, state.session?.id));
    failures.count = 0;
    const events = take(outbox);
    if (events[0] || even) {
      const gpc = hasGlobalPrivacyControl();
      frozen.push({ stream, sequence: ++state.sequence, events, consent, gpc, language: navigator.language });
    }
  }
  return frozen[0];
}

/** Takes the reply to the batch sent; `false` when it is the reply to another one. Runs inside a transaction. */
export function acknowledge(state: State, { reply, token, ageMs }: CollectResponse): boolean {
  const isMine = reply.stream === state.stream && reply.sequence === state.frozen[0]?.sequence;
  if (isMine) {
    state.frozen.shift();
    state.token = token;
    state.decision = { reply, at: Date.now() - ageMs };
  }
  return isMine;
}

/** The batch is refused: it goes, or its halves take its place, under new numbers. Runs inside a transaction. */
export function drop(state: State, isTooLarge: boolean): void {
  const batch = state.frozen.shift();
  const events = batch?.events ?? [];
  const middle = events.length >> 1;
  if (!batch || !isTooLarge || !middle) return;
  state.sequence += 2;
  state.frozen.unshift(
    { ...batch, sequence: state.sequence - 1, events: events.slice(0, middle) },
    { ...batch, sequence: state.sequence, events: events.slice(middle) },
  );
}

/** The oldest events that fit; one that fits no batch is dropped alone. */
function take(outbox: Event[]): Event[] {
  let bytes = 0;
  let count = 0;
  for (const event of outbox) {
    bytes += new Blob([JSON.stringify(event)]).size + 1;
    if (count === maxEvents || bytes > maxBatchBytes) break;
    count++;
  }
  if (count || !outbox.shift()) return outbox.splice(0, count);
  return take(outbox);
}

/** Out go events of more than a week; then, above the limit, the oldest of those that matter least. */
function trim({ outbox }: State): void {
  const oldest = Date.now() - maxAgeMs;
  while (outbox[0] && outbox[0].time < oldest) outbox.shift();
  while (outbox.length > maxOutboxEvents) {
    const least = outbox.findIndex(({ name }) => !important.test(name));
    outbox.splice(Math.max(0, least), 1);
  }
}
