import { complete } from '../../shared/rules/complete.ts';
import type { Trigger } from '../../shared/schema/campaign.ts';
import type { maxDecisionAgeMs, Offer } from '../../shared/schema/protocol.ts';
import { liveFacts, secondsOnPage } from './live-facts.ts';
import { type State, unacknowledged } from './state.ts';
import { view } from './view.ts';

/** The schema's figure, held equal by its type; the tag carries no values of schemas. */
const freshMs: typeof maxDecisionAgeMs = 300_000;

/** The moment of an exit intent; any other is the name of an event, and none has a `#`. */
export const exitMoment = '#exit';

/** Who has the place of the one promotion: one that is open, or a control that would be, until the next page view. */
export const slot: { taken?: 'open' | 'control' | undefined } = {};

/** A reply may be acted on for five minutes, and not after the moment when time alone changes an answer. */
export function isFresh({ decision }: State): boolean {
  const ageMs = Date.now() - (decision?.at ?? 0);
  return ageMs >= 0 && ageMs <= freshMs && Date.now() < (decision?.reply.until ?? Infinity);
}

/** Why the offer does not show at this moment; `undefined` when it does. The one place that decides. */
export function whyNot(offer: Offer, state: State, moment?: string): string | undefined {
  const { campaign, audience, left = Infinity, triggers } = offer;
  if (!isFresh(state)) return 'decision too old';
  if (view.exposed.has(campaign)) return 'was due on this page';
  if (slot.taken) return 'another is open';
  if (document.hidden || document.readyState !== 'complete') return 'page not ready';
  if (view.inCheckout) return 'in checkout';
  const exposures = unacknowledged(state).filter(({ name }) => name === 'promotion_exposed');
  const own = exposures.filter(({ properties }) => properties.campaign === campaign);
  if (own.length >= left || exposures.length >= (state.decision?.reply.siteLeft ?? Infinity)) return 'cap used';
  if (audience && !complete(audience, liveFacts(state))) return 'audience not complete';
  if (!triggers.some((trigger) => hasFired(trigger, moment))) return 'waiting for trigger';
}

/** Delay and scroll stay fired for the rest of the page view; exit intent and events are moments. */
function hasFired(trigger: Trigger, moment: string | undefined): boolean {
  switch (trigger.kind) {
    case 'immediately':
      return true;
    case 'delay':
      return secondsOnPage() >= trigger.seconds;
    case 'scroll':
      return view.scrollPercent >= trigger.percent;
    case 'exitIntent':
      return moment === exitMoment;
    case 'event':
      return moment === trigger.event;
  }
}
