import type { SiteId } from '../../../shared/schema/names.ts';
import type { Site } from '../../../shared/schema/site.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { wantedKinds } from '../../stores/outbox.ts';
import { SamplePeople } from '../../stores/sample-people.ts';
import { erasePerson } from '../people/erase-person.ts';
import { visitorIdOf } from '../visitor-token.ts';
import { imagine } from './people.ts';
import { sampleProducts } from './products.ts';
import { Random } from './random.ts';
import { sendVisits, visitDays } from './send-visits.ts';

/** Enough for every chart and segment to show something. */
export const maxSamplePeople = 60;
const dayMs = 86_400_000;

/**
 * Adds imagined people who were on the site in the last fortnight, marked by their source and name. Answers how many there are now.
 * Throws `conflict` over the most there may be, and where webhooks listen: what they were told could not be taken back.
 */
export async function addSamplePeople(
  env: Env,
  { site, webhookKinds }: { site: Site; webhookKinds: string },
  { count, now }: { count: number; now: number },
): Promise<number> {
  const id = site.id as SiteId;
  const samples = new SamplePeople(env.DB, id);
  if (wantedKinds(webhookKinds).size > 0) {
    throw new ProblemError('conflict', 'your webhooks would be told of people who are not: load samples without any');
  }
  const known = await samples.count();
  if (known + count > maxSamplePeople) throw new ProblemError('conflict', `at most ${maxSamplePeople} sample people`);
  for (let index = 0; index < count; index += 1) {
    const random = new Random(crypto.getRandomValues(new Int32Array(1))[0] ?? 0);
    const imagined = imagine(random);
    const person = { ...imagined, firstName: `${imagined.firstName} (sample)` };
    // Remembered first: whatever cuts this short, all of it can be removed.
    await samples.add(await visitorIdOf(env.VISITOR_SECRET, id, person.seed));
    await sendVisits(env, person, random, {
      site: id,
      currency: site.currency,
      products: sampleProducts,
      startsAt: now - (visitDays + 1) * dayMs,
      source: 'sample',
    });
  }
  return known + count;
}

/** Erases some of the sample people. Answers how many are left. */
export async function removeSamplePeople(
  env: Env,
  site: SiteId,
  { count, now }: { count: number; now: number },
): Promise<number> {
  const samples = new SamplePeople(env.DB, site);
  for (const { visitor, n } of await samples.some(count)) {
    if (n !== null) await erasePerson(env, site, { n, askedBy: 'console', now });
    await samples.forget(visitor);
  }
  return samples.count();
}
