import type { Offer } from '../../shared/schema/protocol.ts';
import { flush } from './flush.ts';
import { debug } from './guard.ts';
import { liveFacts } from './live-facts.ts';
import { whyNot } from './offers.ts';
import { state } from './store.ts';

/** An offer, and why it shows or not at this moment. */
export type Explanation = Offer & { why: string };

/**
 * Prints and answers why each offer shows or not, and prints the facts of the page and which events the server refused. With a token, which the
 * console signs, the next reply also says why other campaigns are not offered.
 */
export function explain(token = ''): Explanation[] {
  debug.token = token;
  if (token) flush();
  const rows = state.reply?.offers.map((offer) => ({
    ...offer,
    why: whyNot(offer, state) ?? (offer.promotion ? 'shows' : 'control'),
  }));
  console.info('usher', liveFacts(state).facts, rows, state.reply?.rejected);
  return rows ?? [];
}
