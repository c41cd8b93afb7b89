import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { GroupSums, InsightDimension, Insights } from '../../shared/insights/insights.ts';
import { insightDimensions } from '../../shared/insights/insights.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { dayMs } from '../../shared/rules/day.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { scorePeople } from '../../worker/jobs/score-people.ts';
import { Random } from '../../worker/services/sample/random.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite } from './support/site.ts';

const site = 's_insights';
const people = 70;
const products = ['tea', 'cup', 'pot', 'sieve'];
const hasEmail: Rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };
const everybody: Rule = { kind: 'all', rules: [] };

interface Answered {
  insights: Insights;
  next: number | null;
  periods: number[];
  isUpperBound: boolean;
  asOf: number;
}

let cookie: string;

async function ask(rule: Rule, more: Record<string, unknown> = {}): Promise<Answered> {
  const response = await callConsole('POST', '/population/insights', { cookie, body: { rule, ...more } });
  expect(response.status).toBe(200);
  const answered = (await response.json()) as Answered;
  expect(answered.next).toBeNull();
  return answered;
}

beforeAll(async () => {
  await makeSite({ id: site, segments: [{ id: 'seg_mail', name: 'Email known', rule: hasEmail }] });
  const random = new Random(7);
  for (let person = 0; person < people; person += 1) await visit(person, random);
  await order(random);
  await scorePeople(env, new Pace(Date.now() + 20_000));
  // Of some only the profile itself tells, as where a value fits no column.
  await env.DB.prepare('UPDATE profile_facts SET plain = 0 WHERE site = ? AND n % 4 = 0').bind(site).run();
  cookie = await signedInAs(site, 'viewer');
});

/** Some come once and some come back, by several channels; some refuse that anything of it is used. */
async function visit(person: number, random: Random): Promise<void> {
  const sessions = random.between(1, 3);
  const starts = Array.from({ length: sessions }, (_, session) =>
    event(
      'session_start',
      random.chance(0.5)
        ? { utm_source: random.pick(['google', 'letter']), utm_medium: random.pick(['cpc', 'email']) }
        : {},
      { session: `session-${session}` },
    ),
  );
  const email = random.chance(0.6) ? [event('identify', { attributes: { email: `p${person}@example.org` } })] : [];
  const country = random.chance(0.7)
    ? [event('identify', { attributes: { address_country: random.pick(['DE', 'de', 'PL', 'Großbritannien']) } })]
    : [];
  const ordered = Array.from({ length: random.chance(0.5) ? random.between(1, 3) : 0 }, (_, index) =>
    event('purchase', {
      // Without a number an order is one all the same, but of no product.
      ...(random.chance(0.9) && { transaction_id: `${person}-${index}` }),
      value: random.between(1, 30_000) / 100,
      currency: 'EUR',
      items: random.pick<unknown>([
        [{ item_id: random.pick(products), item_name: 'Named', quantity: random.between(1, 3) }],
        [{ item_name: 'Only a name' }, { item_id: 'tea', quantity: -5 }, { item_id: 'tea' }, 'nonsense', { price: 1 }],
        'none',
      ]),
    }),
  );
  const consent = random.chance(0.15) ? { consent: { personalisation: false } } : {};
  await new Browser(site).send([...starts, ...email, ...country, ...ordered], consent);
}

/** What the server tells: orders of other months, refunds, cancellations. */
async function order(random: Random): Promise<void> {
  const token = await tokenOf(site, 'write');
  const orders = Array.from({ length: 60 }, (_, index) => ({
    id: `server-${index}`,
    identifiers: { email: `buyer${random.between(0, 25)}@example.org` },
    total: random.between(100, 90_000) / 100,
    currency: 'EUR',
    placed_at: Date.now() - random.between(0, 400) * dayMs,
    ...random.pick([{}, {}, { status: 'cancelled' }, { status: 'refunded' }, { refunded: 1 }]),
    items: [{ item_id: random.pick(products), item_name: 'Named', quantity: random.between(1, 9) }],
  }));
  const written = await callApi('POST', '/orders', { token, body: { orders } });
  expect(written.status).toBe(200);
}

interface Stored {
  n: number;
  identified: number;
  snapshot: Snapshot;
}

async function stored(): Promise<Stored[]> {
  const { results } = await env.DB.prepare('SELECT n, identified, snapshot FROM profiles WHERE site = ?')
    .bind(site)
    .all<{ n: number; identified: number; snapshot: string }>();
  return results.map((row) => ({ ...row, snapshot: JSON.parse(row.snapshot) as Snapshot }));
}

const refuses = ({ snapshot }: Stored) => snapshot.consent?.state.personalisation === false;
const ordersOf = (person: Stored) => (refuses(person) ? [] : Object.values(person.snapshot.orders));

type Order = Snapshot['orders'][string];
type Keyed = Omit<GroupSums, 'people'> & { people: number };

function sumsOf(orders: readonly Order[]) {
  const paid = orders.filter(({ status }) => status === undefined);
  const sum = (of: readonly Order[], amount: (one: Order) => number) => of.reduce((to, one) => to + amount(one), 0);
  return {
    placed: orders.length,
    paid: paid.length,
    grossMinor: sum(orders, ({ amountMinor }) => amountMinor),
    netMinor: sum(paid, ({ amountMinor, refundedMinor = 0 }) => amountMinor - refundedMinor),
  };
}

const said = (person: Stored, name: string) => person.snapshot.attributes[name]?.value;

/** What tells people apart, read from their snapshots by hand. */
const naiveKeys: Record<InsightDimension, (person: Stored) => string | null> = {
  channel: (person) => (refuses(person) ? null : ((said(person, 'channel') as string) ?? null)),
  device: (person) => (said(person, 'device_type') as string) ?? null,
  country: (person) => {
    const [own, seen] = [said(person, 'address_country'), said(person, 'country')] as (string | undefined)[];
    return ((refuses(person) ? undefined : own) ?? seen)?.toLowerCase() ?? null;
  },
  visits: (person) => {
    if (refuses(person)) return null;
    return person.snapshot.sessions === 0 ? 'never' : person.snapshot.sessions === 1 ? 'new' : 'returning';
  },
  rfmGroup: (person) => {
    if (refuses(person)) return null;
    return sumsOf(ordersOf(person)).paid === 0 ? 'prospect' : ((said(person, 'rfm_group') as string) ?? null);
  },
  rfmCell: (person) => {
    if (refuses(person) || sumsOf(ordersOf(person)).paid === 0) return null;
    const scores = ['rfm_recency', 'rfm_frequency', 'rfm_monetary'].map((name) => said(person, name));
    return scores.includes(undefined) ? null : scores.join('');
  },
};

function naiveGroups(members: readonly Stored[], dimension: InsightDimension): Keyed[] {
  const groups = Map.groupBy(members, naiveKeys[dimension]);
  return [...groups].map(([key, of]) => ({ key, people: of.length, ...sumsOf(of.flatMap(ordersOf)) }));
}

async function naiveProducts(members: readonly Stored[]) {
  const { results } = await env.DB.prepare('SELECT id, n, body FROM orders WHERE site = ?')
    .bind(site)
    .all<{ id: string; n: number; body: string }>();
  const own = new Set(members.filter((one) => !refuses(one)).map(({ n }) => n));
  const found = new Map<string, { orders: Set<string>; pieces: number }>();
  for (const { id, n, body } of results) {
    const { items } = JSON.parse(body) as { items: unknown };
    for (const item of own.has(n) && Array.isArray(items) ? items : []) {
      const { item_id, item_name, quantity } = Object(item) as {
        item_id?: string;
        item_name?: string;
        quantity?: number;
      };
      const key = item_id ?? item_name;
      if (key === undefined) continue;
      const product = found.get(key) ?? { orders: new Set(), pieces: 0 };
      product.orders.add(id);
      product.pieces += quantity !== undefined && quantity >= 0 ? quantity : 1;
      found.set(key, product);
    }
  }
  return [...found].map(([key, { orders, pieces }]) => ({ key, orders: orders.size, pieces }));
}

const byKey = (a: { key: string | null }, b: { key: string | null }) => (String(a.key) < String(b.key) ? -1 : 1);

async function agreesWithNaive(rule: Rule, holds: (person: Stored) => boolean): Promise<Answered> {
  const members = (await stored()).filter(holds);
  const answered = await ask(rule);
  const { insights, periods } = answered;
  const orders = members.flatMap(ordersOf);
  expect(insights).toMatchObject({
    people: members.length,
    identified: members.filter(({ identified }) => identified === 1).length,
    withheld: members.filter(refuses).length,
    buyers: members.filter((one) => sumsOf(ordersOf(one)).paid > 0).length,
    sessions: members.reduce((sum, one) => sum + (refuses(one) ? 0 : one.snapshot.sessions), 0),
    ...sumsOf(orders),
  });
  for (const dimension of insightDimensions) {
    const { values, rest } = insights.groups[dimension];
    expect([dimension, values.toSorted(byKey)]).toEqual([dimension, naiveGroups(members, dimension).toSorted(byKey)]);
    expect(rest).toEqual({ people: 0, placed: 0, paid: 0, grossMinor: 0, netMinor: 0 });
  }
  const within = (from: number, to: number) => orders.filter(({ at: [at] }) => at >= from && at < to);
  expect(insights.periods).toEqual(periods.slice(1).map((to, index) => sumsOf(within(periods[index] as number, to))));
  const sold = insights.products.map(({ name: _, ...product }) => product);
  expect(sold.toSorted(byKey)).toEqual((await naiveProducts(members)).toSorted(byKey));
  return answered;
}

it('says of random people what counting them one by one says', async () => {
  const { insights } = await agreesWithNaive(everybody, () => true);
  // Not by having had nothing to count.
  expect(insights.withheld).toBeGreaterThan(3);
  expect(insights.groups.rfmCell.values.length).toBeGreaterThan(3);
  expect(insights.groups.country.values.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['de', 'pl', 'großbritannien', null]),
  );
  expect(insights.products.map(({ key }) => key)).toEqual(expect.arrayContaining(['tea', 'Only a name']));
  expect(insights.grossMinor).toBeGreaterThan(insights.netMinor);
});

it('says so of a segment, too, and of those that are left', async () => {
  const known = (person: Stored) => !refuses(person) && person.identified === 1;
  await agreesWithNaive(hasEmail, known);
  await agreesWithNaive({ kind: 'not', rule: hasEmail }, (person) => !known(person));
});

it('says so of a list, of whose people only those count who let their lists be used', async () => {
  const owner = await signedInAs(site, 'owner');
  const members = (await stored()).slice(0, 30).map(({ n }) => `p_${n}`);
  const made = await callConsole('POST', '/segments/lists', { cookie: owner, body: { name: 'Thirty', members } });
  const { id } = (await made.json()) as { id: string };
  const on = new Set(members);
  const { insights } = await agreesWithNaive(
    { kind: 'segment', segment: id, operator: 'in' },
    (person) => on.has(`p_${person.n}`) && !refuses(person),
  );
  expect(insights.people).toBeLessThan(30);
});

it('is the same where columns are not laid out yet and everybody is read', async () => {
  const before = (await ask(everybody)).insights;
  await env.DB.prepare('UPDATE profile_facts SET plain = 0 WHERE site = ?').bind(site).run();
  const { insights } = await agreesWithNaive(everybody, () => true);
  expect(insights.products.toSorted(byKey)).toEqual(before.products.toSorted(byKey));
});

it('tells periods by day, week and month in the zone of the site, the one at hand as the last', async () => {
  for (const [by, count] of [
    ['day', 30],
    ['week', 13],
    ['month', 12],
  ] as const) {
    const { periods, insights, asOf } = await ask(everybody, { by });
    expect([by, periods.length, insights.periods.length]).toEqual([by, count + 1, count]);
    expect(periods.at(-1)).toBeGreaterThan(asOf);
    expect(periods.at(-2)).toBeLessThanOrEqual(asOf);
  }
});

it('says that a live segment is counted by its stored part, and refuses parts of long ago', async () => {
  const bigCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 1 };
  expect(await ask(bigCart)).toMatchObject({ isUpperBound: true, insights: { people: (await stored()).length } });
  const late = { rule: everybody, asOf: Date.now() - dayMs };
  const response = await callConsole('POST', '/population/insights', { cookie, body: late });
  expect(response.status).toBe(400);
});

it('knows nothing of the people of another site', async () => {
  await makeSite({ id: 's_insightstwo' });
  const own = cookie;
  cookie = await signedInAs('s_insightstwo');
  expect((await ask(everybody)).insights).toMatchObject({ people: 0, placed: 0, products: [] });
  cookie = own;
});
