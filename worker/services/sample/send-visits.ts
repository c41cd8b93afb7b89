import { visitorHash } from '../../../shared/decision/bucket.ts';
import type { SiteId, VisitorId } from '../../../shared/schema/names.ts';
import type { Reply } from '../../../shared/schema/protocol.ts';
import type { Env } from '../../config.ts';
import { Bundles } from '../../stores/bundles.ts';
import { D1ProfileStore } from '../../stores/d1-profile-store.ts';
import { visitorIdOf } from '../visitor-token.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { type Product, type Send, Visit } from './visit.ts';

/** So many days an imagined visitor's visits lie in. */
export const visitDays = 14;
const dayMs = 86_400_000;

export interface Visiting {
  site: SiteId;
  /** ISO 4217. */
  currency: string;
  products: readonly Product[];
  /** Epoch ms: all visits lie in the fortnight after it. */
  startsAt: number;
  /** For `data_source`; absent: as from a page. */
  source?: string;
}

/** Sends all visits of an imagined person through the store that `/v1/collect` uses, with every consent given. */
export async function sendVisits(env: Env, person: Person, random: Random, visiting: Visiting): Promise<void> {
  const visitor = await visitorIdOf(env.VISITOR_SECRET, visiting.site, person.seed);
  const send = sender(env, person, visitor, visiting);
  for (const startsAt of visitTimes(person, random, visiting.startsAt)) {
    await new Visit({ ...visiting, person, random, startsAt }, send).run();
  }
}

/** When somebody comes by: keener people more often. The last visit ends before the fortnight does. */
function visitTimes(person: Person, random: Random, startsAt: number): number[] {
  const count = 1 + random.between(0, Math.round(person.keenness * 4));
  const times = Array.from({ length: count }, () => {
    const day = random.between(0, visitDays - 1);
    return startsAt + day * dayMs + random.between(0, 22 * 3_600_000);
  });
  return times.sort((a, b) => a - b);
}

function sender(env: Env, person: Person, visitor: VisitorId, { site, source }: Visiting): Send {
  const store = new D1ProfileStore(env.DB, new Bundles({ db: env.DB, bundles: env.BUNDLES }));
  let sequence = 0;
  return async (events, now) => {
    sequence += 1;
    const { reply } = await store.apply(site, visitor, {
      stream: person.stream,
      sequence,
      events,
      consent: { analytics: true, personalisation: true, marketing: true },
      gpc: false,
      language: person.request.language ?? '',
      request: person.request,
      sentAt: now,
      hash: visitorHash(visitor),
      now,
      ...(source !== undefined && { source }),
    });
    return JSON.parse(reply) as Reply;
  };
}
