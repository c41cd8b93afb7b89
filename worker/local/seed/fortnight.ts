import { visitorHash } from '../../../shared/decision/bucket.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Reply } from '../../../shared/schema/protocol.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { Env } from '../../config.ts';
import { publish } from '../../services/publish.ts';
import { visitorIdOf } from '../../services/visitor-token.ts';
import { Bundles } from '../../stores/bundles.ts';
import { D1ProfileStore } from '../../stores/d1-profile-store.ts';
import { Definitions } from '../../stores/definitions.ts';
import { createSite, readSite } from '../../stores/sites.ts';
import { demoCampaigns, demoSegments, demoSite } from './demo-site.ts';
import { imagine, type Person } from './people.ts';
import { Random } from './random.ts';
import { type Product, type Send, Visit } from './visit.ts';

const days = 14;
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
  const store = new D1ProfileStore(env.DB, new Bundles({ db: env.DB, bundles: env.BUNDLES }));
  for (let index = first; index < first + count; index += 1) {
    const random = new Random(index + 1);
    const person = imagine(random);
    const send = await sender(env, person, store);
    for (const visitAt of visitTimes(person, random, startsAt)) {
      await new Visit({ person, random, products, startsAt: visitAt }, send).run();
    }
  }
}

/** The site with its definitions, published. Answers the beginning of its fortnight (epoch ms). */
async function openShop(env: Env, segments: readonly Segment[], now: number): Promise<number> {
  const site = demoSite.id as SiteId;
  const startsAt = now - days * dayMs;
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

/** When somebody comes by: keener people more often. The last visit ends before the fortnight does. */
function visitTimes(person: Person, random: Random, startsAt: number): number[] {
  const count = 1 + random.between(0, Math.round(person.keenness * 4));
  const times = Array.from({ length: count }, () => {
    const day = random.between(0, days - 1);
    return startsAt + day * dayMs + random.between(0, 22 * 3_600_000);
  });
  return times.sort((a, b) => a - b);
}

async function sender(env: Env, person: Person, store: D1ProfileStore): Promise<Send> {
  const site = demoSite.id as SiteId;
  const visitor = await visitorIdOf(env.VISITOR_SECRET, site, person.seed);
  let sequence = 0;
  return async (events, now) => {
    sequence += 1;
    const { reply } = await store.apply(site, visitor, {
      stream: person.stream,
      sequence,
      events,
      consent: {},
      gpc: false,
      language: person.request.language ?? '',
      request: person.request,
      sentAt: now,
      hash: visitorHash(visitor),
      now,
    });
    return JSON.parse(reply) as Reply;
  };
}
