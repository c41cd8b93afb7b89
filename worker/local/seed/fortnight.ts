import type { SiteId } from '../../../shared/schema/names.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { Env } from '../../config.ts';
import { publish } from '../../services/publish.ts';
import { imagine } from '../../services/sample/people.ts';
import { Random } from '../../services/sample/random.ts';
import { sendVisits, visitDays } from '../../services/sample/send-visits.ts';
import type { Product } from '../../services/sample/visit.ts';
import { Definitions } from '../../stores/definitions.ts';
import { createSite, readSite } from '../../stores/sites.ts';
import { demoCampaigns, demoSegments, demoSite } from './demo-site.ts';

const dayMs = 86_400_000;

/** What to make, and which of the imagined visitors. */
export interface Seeding {
  products: readonly Product[];
  /** On top of the demo's own. */
  segments: readonly Segment[];
  first: number;
  count: number;
}

/**
 * Gives an installation its demo site, where it has none, and some of a fortnight's visitors, made by sending batches through
 * the store that `/v1/collect` uses. The same visitor always sends the same batches, so that it may be cut short and run again.
 */
export async function seedDemo(env: Env, { products, segments, first, count }: Seeding, now: number): Promise<void> {
  const startsAt = await openShop(env, segments, now);
  for (let index = first; index < first + count; index += 1) {
    const random = new Random(index + 1);
    const visiting = { site: demoSite.id as SiteId, currency: demoSite.currency, products, startsAt };
    await sendVisits(env, imagine(random), random, visiting);
  }
}

/** The site with its definitions, published. Answers the beginning of its fortnight (epoch ms). */
async function openShop(env: Env, segments: readonly Segment[], now: number): Promise<number> {
  const site = demoSite.id as SiteId;
  const startsAt = now - visitDays * dayMs;
  if (await createSite(env.DB, demoSite, startsAt)) {
    const definitions = new Definitions(env.DB, site);
    for (const segment of [...demoSegments, ...segments])
      await definitions.create('segment', segment.id, segment, startsAt);
    for (const campaign of demoCampaigns) await definitions.create('campaign', campaign.id, campaign, startsAt);
  }
  const found = await readSite(env.DB, site);
  if (!found) throw new Error('the demo site is gone');
  if (found.bundleVersion === 0) {
    const stores = { db: env.DB, bundles: env.BUNDLES };
    const published = await publish(stores, site, { by: 'the demo', now: startsAt });
    if (!published.ok) throw new Error(`the demo cannot be published: ${JSON.stringify(published)}`);
  }
  return found.createdAt;
}
