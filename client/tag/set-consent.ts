import type { ConsentState } from '../../shared/schema/protocol.ts';
import { collecting, needsConsent } from './consent.ts';
import { closePromotion } from './expose.ts';
import { flush } from './flush.ts';
import { forgetWaiting, record } from './record.ts';
import { change, openStore, state } from './store.ts';
import { announce } from './tabs.ts';
import { finishWithdrawal, withdraw } from './withdrawal.ts';

/** Takes what the visitor agreed to or refused; purposes that are not named stay as they were. */
export async function setConsent(given: ConsentState): Promise<void> {
  const consent = { ...state.consent, ...given };
  // Consent banners repeat themselves on every page.
  if (JSON.stringify(consent) === JSON.stringify(state.consent)) return;
  if (consent.analytics === false) {
    closePromotion();
    forgetWaiting();
    await withdraw(consent);
    await flush();
    await finishWithdrawal();
  } else if (needsConsent() && !consent.analytics) {
    // Not yet enough to store anything.
    state.consent = consent;
  } else {
    if (collecting() !== 'yes') await openStore(true);
    await change((next) => {
      next.consent = consent;
    });
    await record('consent', given);
  }
  announce();
}
