import { complete } from '../../shared/rules/complete.ts';
import type { Trigger } from '../../shared/schema/campaign.ts';
import type { maxDecisionAgeMs, Offer, Reply } from '../../shared/schema/protocol.ts';
import { collecting } from './consent.ts';
import { isOpen } from './expose.ts';
import { liveFacts, secondsOnPage } from './live-facts.ts';
import { type State, unacknowledged } from './state.ts';
import { view } from './view.ts';

/** The schema's figure, held equal by its type; the tag carries no values of schemas. */
const freshMs: typeof maxDecisionAgeMs = 300_000;

/** The moment of an exit intent; any other is the name of an event, and none is a `#`. */
export const exitMoment = '#';

/** The reply, if it may be acted on: for five minutes, and not after the moment when time alone changes an answer. */
export function freshReply({ reply, decidedAt }: State): Reply | undefined {
  const now = Date.now();
  return Math.abs(now - decidedAt) < freshMs && (reply?.until ?? Infinity) > now ? reply : undefined;
}

/** Why the offer does not show at this moment; `undefined` when it does. The one place that decides. */
export function whyNot(offer: Offer, state: State, moment?: string): string | undefined {
  const reply = freshReply(state);
  const { campaign, audience, caps, triggers } = offer;
  if (!collecting()) return 'no consent';
  if (!reply) return 'decision too old';
  if (view.exposed.includes(campaign)) return 'exposed on this page';
  if (isOpen || view.control) return 'another is open';
  if (document.hidden || document.readyState !== 'complete') return 'page not ready';
  if (view.checkout) return 'in checkout';
  const since = unacknowledged(state);
  const own = (event: (typeof since)[number]) => event.properties.campaign === campaign;
  if (isUsed(reply.caps, since) || isUsed(caps, since.filter(own))) return 'cap used';
  if (audience && !complete(audience, liveFacts(state))) return 'audience not complete';
  if (!triggers.some((trigger) => hasFired(trigger as AnyTrigger, moment))) return 'waiting for trigger';
}

const isUsed = (caps: Offer['caps'], since: ReturnType<typeof unacknowledged>) =>
  caps?.some(([name, left]) => since.filter((event) => event.name === name).length >= left);

type AnyTrigger = { kind: Trigger['kind']; seconds: number; percent: number; event: string };

/** Delay and scroll stay fired for the rest of the page view; exit intent and events are moments. */
function hasFired(trigger: AnyTrigger, moment: string | undefined): boolean {
  const fired = {
    immediately: true,
    delay: secondsOnPage() >= trigger.seconds,
    scroll: view.scrollPercent >= trigger.percent,
    exitIntent: moment === exitMoment,
    event: moment !== undefined && moment === trigger.event,
  } satisfies Record<Trigger['kind'], boolean>;
  return fired[trigger.kind];
}
