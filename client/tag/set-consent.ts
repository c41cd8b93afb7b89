import { freeze } from './batch.ts';
import { asConsent, collecting, needsConsent } from './consent.ts';
import { post } from './flush.ts';
import { forget } from './forget.ts';
import { newEvent } from './new-event.ts';
import { drain, record } from './record.ts';
import { change, openStore, state } from './store.ts';
import { announce } from './tabs.ts';

/** Takes what the visitor agreed to or refused; purposes that are not named stay as they were. */
export async function setConsent(said: unknown): Promise<void> {
  const given = asConsent(said);
  const consent = { ...state.consent, ...given };
  // Consent banners repeat themselves on every page.
  if (JSON.stringify(consent) === JSON.stringify(state.consent)) return;
  if (consent.analytics === false) {
    const before = await forget({ consent });
    await drain();
    const outbox = [newEvent('consent', given, before)];
    // A server that knows this visitor is told, once; nothing is kept for a second try.
    if (before.sequence) await post(freeze({ ...before, consent, outbox, batches: [] }), before);
  } else if (needsConsent() && !consent.analytics) {
    // Not yet enough to store anything.
    state.consent = consent;
  } else {
    if (!collecting()) await openStore(true);
    await change((next) => {
      next.consent = consent;
      if (consent.analytics) next.asleep = 0;
    });
    await record('consent', given);
  }
  announce();
}
