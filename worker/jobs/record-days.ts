import { effectiveConsent } from '../../shared/profile/effective-consent.ts';
import { factsOf } from '../../shared/profile/facts-of.ts';
import { dayMs } from '../../shared/rules/day.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import { attributeFact, Columns } from '../../shared/rules/sql/columns.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { vocabularyOf } from '../services/vocabulary.ts';
import { Bundles } from '../stores/bundles.ts';
import { Definitions } from '../stores/definitions.ts';
import { MemberOrders, type OrderColumns } from '../stores/member-orders.ts';
import { Population } from '../stores/population.ts';
import { type ProfileRow, Profiles } from '../stores/profiles.ts';
import {
  addOrders,
  beginDay,
  type DayWalk,
  dueDays,
  openDays,
  type SegmentOrders,
} from '../stores/segment-day-walks.ts';
import type { Pace } from './pace.ts';

/** Numbers of one statement. */
const rangeSize = 10_000;
/** Profiles read at once where columns cannot tell. */
const pageSize = 100;

/**
 * Once a day and site: records how many people every published segment has, and what they ordered until then. A live segment has no
 * number. Keeps its place when it is cut short; a publish meanwhile begins the day anew. `clock`: epoch ms.
 */
export async function recordDays(env: Env, pace: Pace, clock = Date.now): Promise<void> {
  const now = clock();
  for (const due of await pace.asking(() => dueDays(env.DB, Math.floor(now / dayMs)))) {
    const { segments } = await bundleOf(env, due);
    await pace.asking(() => beginDay(env.DB, due, { segments: segments.filter(({ live }) => !live), now }));
  }
  for (const open of await openDays(env.DB)) {
    await walk(env, pace, open);
    if (!pace.hasTime()) return;
  }
}

const bundleOf = (env: Env, { site, version }: Pick<DayWalk, 'site' | 'version'>): Promise<LinkedBundle> =>
  new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, version);

async function walk(env: Env, pace: Pace, begun: DayWalk): Promise<void> {
  const linked = await bundleOf(env, begun);
  const columns = await columnsOf(env, begun.site, linked);
  const last = await new Population(env.DB, begun.site).lastNumber();
  let { after } = begun;
  while (pace.hasTime()) {
    const here = { ...begun, after };
    const { sums, upTo } = await pace.asking(() => sumRange(env, here, { linked, columns, last }));
    const isDone = upTo >= last;
    await pace.asking(() => addOrders(env.DB, here, { sums, to: isDone ? null : upTo }));
    if (isDone) return;
    after = upTo;
    await pace.rest();
  }
}

/** Null where an attribute has no column: then everybody is read. */
async function columnsOf(env: Env, site: SiteId, { bundle }: LinkedBundle): Promise<OrderColumns | null> {
  const vocabulary = await vocabularyOf(new Definitions(env.DB, site), bundle.site);
  const columns = new Columns(bundle.facts);
  const of = (name: string) => columns.of(attributeFact(name, vocabulary));
  const [orders_placed, gross_total, order_total] = [of('orders_placed'), of('gross_total'), of('order_total')];
  if (!orders_placed || !gross_total || !order_total) return null;
  return { orders_placed, gross_total, order_total, since: columns.since };
}

/** The orders of a range, which ends early after a page of people that had to be read. */
async function sumRange(
  env: Env,
  { site, after }: DayWalk,
  { linked, columns, last }: { linked: LinkedBundle; columns: OrderColumns | null; last: number },
): Promise<{ sums: SegmentOrders[]; upTo: number }> {
  const store = new MemberOrders(env.DB, site);
  const range = { after, upTo: Math.min(after + rangeSize, last) };
  const numbers = await store.untold(range, columns?.since ?? Number.MAX_SAFE_INTEGER, pageSize);
  const upTo = numbers.length < pageSize ? range.upTo : (numbers.at(-1) as number);
  const segments = linked.segments.filter(({ live }) => !live);
  const told = columns ? await store.sums({ after, upTo }, columns, segments) : [];
  const read = (await readable(env, site, numbers)).flatMap((row) => ordersOf(row, linked));
  return { sums: added([...told, ...read]), upTo };
}

/** Profiles by number; a broken one holds up nobody. */
async function readable(env: Env, site: SiteId, numbers: readonly number[]): Promise<ProfileRow[]> {
  const profiles = new Profiles(env.DB);
  try {
    return await profiles.many(numbers);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const rows: ProfileRow[] = [];
  for (const n of numbers) {
    try {
      const row = await profiles.read(site, n);
      if (row) rows.push(row);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      console.error('profile', n, 'is not counted', error);
    }
  }
  return rows;
}

/** What one profile ordered, for each segment that it is in; what consent withholds stays out. */
function ordersOf({ snapshot, members, evaluated }: ProfileRow, linked: LinkedBundle): SegmentOrders[] {
  const { attributes, allows } = factsOf(snapshot, effectiveConsent(snapshot, linked));
  if (!allows(linked.bundle.purposes.order_total ?? 'personalisation')) return [];
  const { orders_placed: orders, gross_total: grossMinor, order_total: netMinor } = attributes;
  if (!orders) return [];
  const counted = linked.segments.filter(({ ordinal, since }) => members.includes(ordinal) && since <= evaluated);
  return counted.map(({ ordinal }) => ({
    ordinal,
    orders: Number(orders),
    grossMinor: Number(grossMinor),
    netMinor: Number(netMinor),
  }));
}

function added(all: readonly SegmentOrders[]): SegmentOrders[] {
  const sums = new Map<number, SegmentOrders>();
  for (const { ordinal, orders, grossMinor, netMinor } of all) {
    const sum = sums.get(ordinal) ?? { ordinal, orders: 0, grossMinor: 0, netMinor: 0 };
    sum.orders += orders;
    sum.grossMinor += grossMinor;
    sum.netMinor += netMinor;
    sums.set(ordinal, sum);
  }
  return [...sums.values()];
}
