import type { ConsentState } from '../../shared/schema/protocol.ts';
import { freeze } from './batch.ts';
import { collecting, needsConsent } from './consent.ts';
import { closePromotion } from './expose.ts';
import { post } from './flush.ts';
import { guard } from './guard.ts';
import { newEvent } from './new-event.ts';
import { drain, record } from './record.ts';
import { freshState } from './state.ts';
import { change, openStore, state, wipe } from './store.ts';
import { announce } from './tabs.ts';

/** Takes what the visitor agreed to or refused; purposes that are not named stay as they were. */
export async function setConsent(given: ConsentState): Promise<void> {
  const consent = { ...state.consent, ...given };
  // Consent banners repeat themselves on every page.
  if (JSON.stringify(consent) === JSON.stringify(state.consent)) return;
  if (consent.analytics === false) {
    closePromotion?.();
    const outbox = [newEvent('consent', given, state)];
    // A server that knows this visitor is told, once; nothing is kept for a second try.
    if (state.sequence) guard(post)(freeze({ ...state, consent, outbox, batches: [] }));
    await wipe({ ...freshState(), consent }, !needsConsent());
    await drain();
  } else if (needsConsent() && !consent.analytics) {
    // Not yet enough to store anything.
    state.consent = consent;
  } else {
    if (!collecting()) await openStore(true);
    await change((next) => {
      next.consent = consent;
    });
    await record('consent', given);
  }
  announce();
}
