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
import { createSite } from '../../stores/sites.ts';
import { demoCampaigns, demoSegments, demoSite } from './demo-site.ts';
import { imagine, type Person } from './people.ts';
import { Random } from './random.ts';
import { type Product, type Send, Visit } from './visit.ts';

const days = 14;
const dayMs = 86_400_000;

/**
 * Gives a new installation its demo site and a fortnight of visitors, made by sending batches through the store that
 * `/v1/collect` uses. Answers false, and changes nothing, when the site is there already.
 */
export async function seedDemo(
  env: Env,
  {
    products,
    visitors,
    segments,
    now,
  }: { products: readonly Product[]; visitors: number; segments: readonly Segment[]; now: number },
): Promise<boolean> {
  const site = demoSite.id as SiteId;
  const startsAt = now - days * dayMs;
  if (!(await createSite(env.DB, demoSite, startsAt))) return false;
  const definitions = new Definitions(env.DB, site);
  for (const segment of [...demoSegments, ...segments])
    await definitions.create('segment', segment.id, segment, startsAt);
  for (const campaign of demoCampaigns) await definitions.create('campaign', campaign.id, campaign, startsAt);
  const stores = { db: env.DB, bundles: env.BUNDLES };
  const published = await publish(stores, site, { by: 'the demo', now: startsAt });
  if (!published.ok) throw new Error(`the demo cannot be published: ${JSON.stringify(published.faults)}`);

  const store = new D1ProfileStore(env.DB, new Bundles(stores));
  const random = new Random(20_251_101);
  for (let index = 0; index < visitors; index += 1) {
    const person = imagine(random);
    const send = await sender(env, person, store);
    for (const visitAt of visitTimes(person, random, { startsAt, now })) {
      await new Visit({ person, random, products, startsAt: visitAt }, send).run();
    }
  }
  return true;
}

/** When somebody comes by: keener people more often, all by day. The last visit ends before now. */
function visitTimes(person: Person, random: Random, { startsAt, now }: { startsAt: number; now: number }): number[] {
  const count = 1 + random.between(0, Math.round(person.keenness * 4));
  const times = Array.from({ length: count }, () => {
    const day = random.between(0, days - 1);
    return startsAt + day * dayMs + random.between(0, 22 * 3_600_000);
  });
  return times.sort((a, b) => a - b).filter((time) => time < now - 3_600_000);
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
