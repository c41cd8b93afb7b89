import type { LinkedBundle } from '../rules/link.ts';
import { consentModeOf } from './consent-mode.ts';
import type { EffectiveConsent } from './facts-of.ts';
import type { Snapshot } from './snapshot.ts';

/** What the visitor allows, as the profile last heard it. */
export function effectiveConsent(snapshot: Snapshot, linked: LinkedBundle): EffectiveConsent {
  const { state, gpc } = snapshot.consent ?? { state: {}, gpc: false };
  const country = snapshot.attributes.country?.value;
  const mode = consentModeOf(linked.bundle.site, typeof country === 'string' ? country : undefined);
  return { mode, state, gpc };
}
