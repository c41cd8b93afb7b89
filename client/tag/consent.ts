import type { ConsentState } from '../../shared/schema/protocol.ts';
import { config } from './config.ts';
import type { State } from './state.ts';
import { state } from './store.ts';

/** Read from the page at each batch; denies personalisation and marketing at the edge. */
export const hasGlobalPrivacyControl = (): boolean =>
  !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;

/** Must the visitor have agreed before anything is stored or sent? Under Global Privacy Control, silence is not consent. */
export const needsConsent = (): boolean =>
  config.consentMode === 'required' || (hasGlobalPrivacyControl() && config.consentMode !== 'off');

/** May a state with this consent be kept in the browser? */
export const mayStore = ({ consent }: State): boolean | undefined => !needsConsent() || consent.analytics;

/** How long a browser is left alone after its visitor was erased; a clock that was set back a day ends it too. */
const sleepMs = 86_400_000;

/** `false`: refused, or erased less than a day ago; what happens is not kept. `undefined`: not asked; it waits in memory. */
export function collecting(): boolean | undefined {
  if (state.consent.analytics === false || Math.abs(Date.now() - state.asleep) < sleepMs) return false;
  return mayStore(state);
}

/** Our purposes, and Google's names of what they permit. */
const purposes = [
  ['analytics', 'analytics_storage'],
  ['personalisation', 'personalization_storage'],
  ['marketing', 'ad_storage'],
] as const;

const answers: Record<string, boolean> = { granted: true, true: true, denied: false, false: false };

/** `granted` and `denied`, for all purposes or, like booleans, by purpose. Anything else is no answer. */
export function asConsent(given: unknown): ConsentState {
  const consent: ConsentState = {};
  for (const [purpose, type] of purposes) {
    const byName = given as Record<string, unknown>;
    const answer = byName[purpose] ?? byName[type] ?? given;
    const granted = answers[answer as string];
    if (granted !== undefined) consent[purpose] = granted;
  }
  return consent;
}
