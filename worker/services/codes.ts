import { type CodeUse, codeRefusal } from '../../shared/decision/code-refusal.ts';
import type { CodeRefusal } from '../../shared/schema/code-pool.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Codes, type StoredCode } from '../stores/codes.ts';
import { Definitions } from '../stores/definitions.ts';
import { usedEventIds } from '../stores/event-ids.ts';
import { Profiles } from '../stores/profiles.ts';
import { writePeople } from './people/write-people.ts';

/** Somebody at the till; `n` null for a customer whom nobody knows. */
export interface Customer {
  n: number | null;
  /** Of the order, in major units, as far as it is known. */
  total?: number | undefined;
  /** Epoch ms. */
  now: number;
}

/** May this customer use this code now? Answers why not, or null. */
export async function validateCode(
  env: Env,
  site: SiteId,
  code: string,
  customer: Customer,
): Promise<CodeRefusal | null> {
  const found = await new Codes(env.DB, site).get(code);
  return found ? codeRefusal(await standingOf(env, site, found, customer)) : 'unknown code';
}

/**
 * Uses a code for an order and tells the profile; the same code for the same order again changes nothing and is no refusal. Of many at once no more
 * get through than the limits let.
 */
export async function redeemCode(
  env: Env,
  site: SiteId,
  { code, order, customer }: { code: string; order: string; customer: Customer & { n: number } },
): Promise<CodeRefusal | null> {
  const codes = new Codes(env.DB, site);
  const found = await codes.get(code);
  if (!found) return 'unknown code';
  const { n, now } = customer;
  if (!(await codes.wasRedeemed(code, order))) {
    const refusal = codeRefusal(await standingOf(env, site, found, customer));
    if (refusal) return refusal;
    const isTaken = !(await codes.redeem(found, { n, order, now }));
    // Another one was faster: at the limit, or with this very order.
    if (isTaken && !(await codes.wasRedeemed(code, order))) return redeemCode(env, site, { code, order, customer });
  }
  const properties = { code, pool: found.pool.id, order };
  const event = { name: 'coupon_redeemed', time: now, session: '', properties };
  const eventIds = [`redeemed ${code} ${order}`];
  const statement = { events: [event], proven: [], consent: {}, source: 'api', eventIds };
  await writeOnce(env, site, { who: { n, identities: [] }, statement }, now);
  return null;
}

/** An event whose id was taken is on the profile already. */
async function writeOnce(
  env: Env,
  site: SiteId,
  write: Parameters<typeof writePeople>[2][number],
  now: number,
): Promise<void> {
  const used = await usedEventIds(env.DB, site, write.statement.eventIds ?? []);
  if (used.size > 0) return;
  await writePeople(env, site, [write], { unknown: 'skip', acceptClaimed: false, now });
}

async function standingOf(
  env: Env,
  site: SiteId,
  { pool, n: owner, redeemed }: StoredCode,
  customer: Customer,
): Promise<CodeUse> {
  const { n, total, now } = customer;
  const [redeemedByCustomer, segments] = await Promise.all([
    n === null ? 0 : new Codes(env.DB, site).redeemedBy(pool.id, n),
    n === null ? new Set<string>() : segmentsOf(env, site, n),
  ]);
  const givenTo = owner === null ? null : owner === n ? 'customer' : 'other';
  return { pool, redeemed, redeemedByCustomer, givenTo, segments, total, now };
}

/** Ids of the segments that somebody is in. */
async function segmentsOf(env: Env, site: SiteId, n: number): Promise<Set<string>> {
  const [row, segments] = await Promise.all([
    new Profiles(env.DB).read(site, n),
    new Definitions(env.DB, site).list('segment'),
  ]);
  const members = new Set(row?.members ?? []);
  const isMember = ({ ordinal, since }: (typeof segments)[number]) =>
    members.has(ordinal) && since !== null && since <= (row?.evaluated ?? 0);
  return new Set(segments.filter(isMember).map(({ id }) => id));
}
