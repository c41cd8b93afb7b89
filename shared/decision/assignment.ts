import type { BundleCampaign } from '../schema/bundle.ts';
import { fractionOf } from './bucket.ts';

/** The key under which a control exposure is recorded. */
export const controlVariant = 'control';

/** Which variant this visitor gets of a campaign, or control; stable as long as shares and weights stay. */
export function assign(campaign: BundleCampaign, hash: number): string {
  if (fractionOf(hash, `${campaign.id}/control`) * 100 < campaign.controlPercent) return controlVariant;
  const total = campaign.variants.reduce((sum, variant) => sum + variant.weight, 0);
  let left = fractionOf(hash, `${campaign.id}/variant`) * total;
  for (const variant of campaign.variants) {
    left -= variant.weight;
    if (left < 0) return variant.key;
  }
  return campaign.variants.at(-1)?.key ?? controlVariant;
}

/** Is this visitor kept from every promotion of the site? */
export function isHeldOut(site: string, holdoutPercent: number, hash: number): boolean {
  return fractionOf(hash, `${site}/holdout`) * 100 < holdoutPercent;
}
