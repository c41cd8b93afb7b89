import type { Snapshot } from '../profile/snapshot.ts';
import type { LinkedBundle } from '../rules/link.ts';
import { type Event, PromotionProperties } from '../schema/event.ts';
import { controlVariant, isHeldOut } from './assignment.ts';
import { variantFor } from './decide.ts';

/**
 * Holds a promotion event against what this visitor may have been offered: the event, or why it is none. One that names
 * another arm than the visitor's own (its weights may have changed since the offer) counts for frequency caps but is marked
 * `unassigned`, so that nobody can talk themselves into another arm of the experiment. Other events pass as they are.
 */
export function checkPromotionEvent(
  event: Event,
  { snapshot, linked, hash }: { snapshot: Snapshot; linked: LinkedBundle; hash: number },
): Event | string {
  if (!event.name.startsWith('promotion_')) return event;
  const parsed = PromotionProperties.safeParse(event.properties);
  if (!parsed.success) {
    return `/properties/${parsed.error.issues[0]?.path.map(String).join('/') ?? ''}: not a promotion event`;
  }
  const { campaign: id, variant } = parsed.data;
  const campaign = linked.campaigns.find((candidate) => candidate.id === id);
  if (!campaign || campaign.state === 'draft') return `/properties/campaign: unknown campaign "${id}"`;
  const { id: site, holdoutPercent } = linked.bundle.site;
  if (isHeldOut(site, holdoutPercent, hash)) return '/properties/campaign: this visitor is held out';
  const known = variant === controlVariant || campaign.variants.some(({ key }) => key === variant);
  if (!known) return `/properties/variant: unknown variant "${variant}"`;
  const { unassigned: _, ...properties } = event.properties;
  const history = Object.hasOwn(snapshot.campaigns, id) ? snapshot.campaigns[id] : undefined;
  const isOwn = variant === variantFor(campaign, history, hash);
  return { ...event, properties: isOwn ? properties : { ...properties, unassigned: true } };
}
