import type { ConsentState } from '../../shared/schema/protocol.ts';
import { config } from './config.ts';
import { state } from './store.ts';

/** Read from the page at each batch; denies personalisation and marketing at the edge. */
export const hasGlobalPrivacyControl = (): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** Must the visitor have agreed before anything is stored or sent? Under Global Privacy Control, silence is not consent. */
export const needsConsent = (): boolean =>
  config.consentMode === 'required' || (config.consentMode === 'implied' && hasGlobalPrivacyControl());

/** Longest time the server can ask to be left alone; more is a clock that was set back. */
export const sleepMs = 86_400_000;

/** `no`: refused, or switched off by the server; what happens is not kept. `unasked`: it waits in memory. */
export function collecting(): 'yes' | 'no' | 'unasked' {
  const { analytics } = state.consent;
  const sleepLeftMs = (state.sleepUntil ?? 0) - Date.now();
  if (analytics === false || (sleepLeftMs > 0 && sleepLeftMs <= sleepMs)) return 'no';
  return analytics || !needsConsent() ? 'yes' : 'unasked';
}

/** `granted` and `denied`, for all purposes or, like booleans, by purpose. Anything else is no answer. */
export function asConsent(given: unknown): ConsentState {
  const consent: ConsentState = {};
  for (const purpose of ['analytics', 'personalisation', 'marketing'] as const) {
    const answer = typeof given === 'string' ? given : (given as Record<string, unknown>)[purpose];
    if (answer === true || answer === 'granted') consent[purpose] = true;
    if (answer === false || answer === 'denied') consent[purpose] = false;
  }
  return consent;
}
