import type { ConsentState } from '../../shared/schema/protocol.ts';
import { config } from './config.ts';
import { state } from './store.ts';

/** Read from the page at each batch; denies personalisation and marketing at the edge. */
export const hasGlobalPrivacyControl = (): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** Must the visitor have agreed before anything is stored or sent? Under Global Privacy Control, silence is not consent. */
export const needsConsent = (): boolean =>
  config.consentMode === 'required' || (hasGlobalPrivacyControl() && config.consentMode !== 'off');

/** How long the server is left alone after it asked for that; a clock that was set back a day ends it too. */
const sleepMs = 86_400_000;

/** `false`: refused, or switched off by the server; what happens is not kept. `undefined`: not asked; it waits in memory. */
export function collecting(): boolean | undefined {
  const { analytics } = state.consent;
  if (analytics === false || Math.abs(Date.now() - (state.asleep ?? 0)) < sleepMs) return false;
  return needsConsent() ? analytics : true;
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
