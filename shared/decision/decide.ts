import type { CampaignHistory, Snapshot } from '../profile/snapshot.ts';
import type { LinkedBundle } from '../rules/link.ts';
import type { Moment } from '../rules/moment.ts';
import type { BundleCampaign } from '../schema/bundle.ts';
import type { CapLeft, Offer, Refusal } from '../schema/protocol.ts';
import { assign, controlVariant, isHeldOut } from './assignment.ts';
import { capsLeft } from './caps.ts';
import { scheduleState } from './schedule.ts';

/** Who is asking, and when. */
export interface DecisionContext extends Moment {
  snapshot: Snapshot;
  /** `visitorHash` of the person's earliest visitor id. */
  hash: number;
  /** Id of the visitor's session. */
  session: string;
}

export interface Decision {
  /** By priority, highest first. */
  offers: Offer[];
  /** Every other campaign, with its reason. */
  refused: { campaign: string; name: string; reason: Refusal }[];
  /** What the site's caps leave. */
  caps: CapLeft[];
  /** Epoch ms: before it, time alone changes nothing here. */
  until: number;
}

/** Which promotions may show to a visitor, and why the others may not. */
export function decide(linked: LinkedBundle, context: DecisionContext): Decision {
  const { site } = linked.bundle;
  const { snapshot, now, session } = context;
  const siteCaps = capsLeft(site.caps, Object.values(snapshot.campaigns), { now, session });
  const heldOut = isHeldOut(site.id, site.holdoutPercent, context.hash);
  const decision: Decision = { offers: [], refused: [], caps: siteCaps.left, until: siteCaps.until };
  for (const campaign of linked.campaigns) {
    const result = offer(campaign, linked, context);
    decision.until = Math.min(decision.until, result.until);
    const reason = result.refusal ?? (heldOut ? 'holdout' : siteCaps.exhausted ? 'site cap' : null);
    if (reason === null && result.offer) decision.offers.push(result.offer);
    else decision.refused.push({ campaign: campaign.id, name: campaign.name, reason: reason ?? 'audience' });
  }
  return decision;
}

type OfferResult = { offer?: Offer; refusal?: Refusal; until: number };

/** Asks the cheap questions first; `until` is the earliest change among those that were asked. */
function offer(campaign: BundleCampaign, linked: LinkedBundle, context: DecisionContext): OfferResult {
  const schedule = scheduleState(campaign, context.now);
  if (schedule.state !== 'live') return { refusal: schedule.state, until: schedule.until };

  const history: CampaignHistory | undefined = context.snapshot.campaigns[campaign.id];
  const caps = capsLeft(campaign.caps, history ? [history] : [], context);
  let until = Math.min(schedule.until, caps.until);
  if (caps.exhausted) return { refusal: 'campaign cap', until };

  const audience = linked.residual(campaign.program, context);
  until = Math.min(until, audience.until);
  if (audience.unsupported) return { refusal: 'unsupported', until };
  if (audience.answer === false) return { refusal: audience.withheld ? 'withheld' : 'audience', until };
  if (audience.withheld) return { refusal: 'withheld', until };

  const variant = variantFor(campaign, history, context.hash);
  const promotion = campaign.variants.find(({ key }) => key === variant)?.promotion;
  return {
    until,
    offer: {
      campaign: campaign.id,
      variant,
      triggers: campaign.triggers,
      ...(audience.answer === true ? {} : { audience: audience.answer }),
      ...(caps.left.length === 0 ? {} : { caps: caps.left }),
      ...(promotion ? { promotion } : {}),
    },
  };
}

/** Frozen at the first exposure, as long as the campaign still has that variant. */
export function variantFor(campaign: BundleCampaign, history: CampaignHistory | undefined, hash: number): string {
  const frozen = history?.variant;
  const exists = frozen === controlVariant || campaign.variants.some(({ key }) => key === frozen);
  return frozen && exists ? frozen : assign(campaign, hash);
}
