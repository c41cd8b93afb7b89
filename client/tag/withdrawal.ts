import type { ConsentState } from '../../shared/schema/protocol.ts';
import { needsConsent } from './consent.ts';
import { newEvent } from './new-event.ts';
import { freshState, unacknowledged } from './state.ts';
import { change, state, wipe } from './store.ts';

/** Is a refusal still to be told to the server? Nothing else is sent then. */
export const isWithdrawing = (): boolean => state.consent.analytics === false && unacknowledged(state).length > 0;

/** Drops everything that was not sent and leaves only the refusal, for a server that knows this visitor. */
export function withdraw(consent: ConsentState): Promise<void> {
  return change((next) => {
    next.outbox = [];
    next.frozen = [];
    next.consent = consent;
    delete next.cart;
    delete next.decision;
    if (next.sequence) next.outbox.push(newEvent('consent', consent, next.session?.id));
  });
}

/** Forgets the visitor, once the refusal is told. It is itself remembered only where silence would count as consent. */
export async function finishWithdrawal(): Promise<void> {
  const { consent } = state;
  if (consent.analytics !== false || isWithdrawing()) return;
  await wipe({ ...freshState(), consent }, !needsConsent());
}
