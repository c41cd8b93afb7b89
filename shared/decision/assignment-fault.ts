import type { Snapshot } from '../profile/snapshot.ts';
import type { LinkedBundle } from '../rules/link.ts';
import { type Event, PromotionProperties } from '../schema/event.ts';
import { controlVariant } from './assignment.ts';
import { variantFor } from './decide.ts';

/**
 * What is wrong with a promotion event, or null: it must name a campaign of the site, and an exposure the variant that this
 * visitor is assigned, so that nobody can talk themselves into another arm of the experiment. Other events pass.
 */
export function assignmentFault(
  event: Event,
  { snapshot, linked, hash }: { snapshot: Snapshot; linked: LinkedBundle; hash: number },
): string | null {
  if (!event.name.startsWith('promotion_')) return null;
  const parsed = PromotionProperties.safeParse(event.properties);
  if (!parsed.success)
    return `/properties/${parsed.error.issues[0]?.path.map(String).join('/') ?? ''}: not a promotion event`;
  const { campaign: id, variant } = parsed.data;
  const campaign = linked.campaigns.find((candidate) => candidate.id === id);
  if (!campaign) return `/properties/campaign: unknown campaign "${id}"`;
  const known = variant === controlVariant || campaign.variants.some(({ key }) => key === variant);
  if (!known) return `/properties/variant: unknown variant "${variant}"`;
  if (event.name !== 'promotion_exposed') return null;
  const history = Object.hasOwn(snapshot.campaigns, id) ? snapshot.campaigns[id] : undefined;
  const assigned = variantFor(campaign, history, hash);
  return variant === assigned ? null : `/properties/variant: "${variant}" is not this visitor's variant`;
}
