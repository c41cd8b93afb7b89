import type { Residual } from '../../shared/rules/residual-shape.ts';
import { collecting } from './consent.ts';
import { flush } from './flush.ts';
import { debug } from './guard.ts';
import { liveFacts } from './live-facts.ts';
import { whyNot } from './offers.ts';
import { state } from './store.ts';

/** One offer, why it shows or not at this moment, and what is left of its audience. */
export interface Explanation {
  campaign: string;
  variant: string;
  why: string;
  audience: Residual | undefined;
}

/**
 * Prints and answers why each offer shows or not, and prints the facts of the page as they are. With a token, which the
 * console signs, the next reply also says why other campaigns are not offered.
 */
export function explain(token = ''): Explanation[] {
  debug.token = token;
  if (token) flush(true);
  const consent = collecting();
  const rows = (state.decision?.reply.offers ?? []).map((offer) => {
    const { campaign, variant, audience, promotion } = offer;
    const why = consent === 'yes' ? whyNot(offer, state) : 'no consent';
    return { campaign, variant, audience, why: why ?? (promotion ? 'shows' : 'control') };
  });
  console.info('usher', { collecting: consent, ...liveFacts(state).facts }, rows);
  return rows;
}
