import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { ProvenIdentity } from '../../shared/profile/accepted-batch.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import type { ServerStatement } from '../../shared/profile/write-step.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { PersonWrite, WriteOutcome } from '../../worker/services/people/gather.ts';
import { mergePeople } from '../../worker/services/people/merge-people.ts';
import { writePeople } from '../../worker/services/people/write-people.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { StaticSegments } from '../../worker/stores/static-segments.ts';
import { wrongSizes } from '../support/wrong-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;

beforeAll(async () => {
  site = await makeSite({
    id: 's_people',
    segments: [
      {
        id: 'seg_named',
        name: 'Named',
        rule: { kind: 'attribute', attribute: 'first_name', operator: 'isKnown' },
      },
    ],
  });
});

const email = (value: string): ProvenIdentity => ({ kind: 'email', value });

/** What a server says: these ids are one person, with these attributes. */
function says(
  proven: ProvenIdentity[],
  attributes: Record<string, string | number> = {},
  more: unknown[] = [],
): PersonWrite {
  const identify = { name: 'identify', time: Date.now(), session: '', properties: { attributes } };
  const statement = { events: [identify, ...more], proven, consent: {}, source: 'api' } as ServerStatement;
  return { who: { identities: proven }, statement };
}

const saysOf = (n: number): PersonWrite => ({ ...says([]), who: { n, identities: [] } });

function write(writes: PersonWrite[], options: { unknown?: 'skip'; acceptClaimed?: true } = {}) {
  return writePeople(env, site.id, writes, { unknown: 'create', acceptClaimed: false, now: Date.now(), ...options });
}

const numberOf = (outcome: WriteOutcome | undefined) => (outcome as { n: number }).n;

async function snapshotOf(n: number): Promise<Snapshot> {
  const text = await env.DB.prepare('SELECT snapshot FROM profiles WHERE n = ?').bind(n).first<string>('snapshot');
  return JSON.parse(text as string) as Snapshot;
}

async function profileBehind(browser: Browser): Promise<number> {
  const n = await env.DB.prepare('SELECT n FROM event_batches WHERE stream = ? LIMIT 1')
    .bind(browser.stream)
    .first<number>('n');
  return n as number;
}

/** The size that is kept by delta, and the one that counting everybody gives. */
async function sizes(): Promise<[kept: unknown, counted: unknown]> {
  const [kept] = [...(await segmentSizes(env.DB, site.id)).values()];
  const counted = await env.DB.prepare(
    `SELECT count(*) AS total, ifnull(sum(identified), 0) AS identified FROM profiles p
     WHERE p.site = ? AND EXISTS (SELECT 1 FROM json_each(p.members) WHERE value = 1)`,
  )
    .bind(site.id)
    .first();
  return [kept, counted];
}

it('makes people, finds them by any proven id, and folds what one chunk says of the same person', async () => {
  const [first, same, other] = await write([
    says([email('ann@example.org'), { kind: 'source_id', value: '17' }], { first_name: 'Ann' }),
    says([{ kind: 'source_id', value: '17' }], { last_name: 'Lee' }),
    says([email('bob@example.org')]),
  ]);
  expect([first?.kind, same?.kind, other?.kind]).toEqual(['created', 'created', 'created']);
  expect(numberOf(same)).toBe(numberOf(first));
  expect(numberOf(other)).not.toBe(numberOf(first));
  const [again] = await write([says([email('ann@example.org')], { birthdate: '1990-02-28' })]);
  expect(again).toEqual({ kind: 'updated', n: numberOf(first) });
  const { attributes, identities, sources } = await snapshotOf(numberOf(first));
  expect(Object.keys(attributes).sort()).toEqual(['birthdate', 'first_name', 'last_name']);
  expect(identities.map(({ kind, level }) => [kind, level])).toEqual([
    ['source_id', 'verified'],
    ['email', 'verified'],
  ]);
  expect(sources).toEqual(['api']);
  const [kept, counted] = await sizes();
  expect(kept).toMatchObject(counted as object);
});

it('does not find somebody by an id that was only typed, unless told to', async () => {
  const browser = new Browser(site.id);
  await browser.send([event('identify', { attributes: { email: 'typed@example.org' } })]);
  const typed = await profileBehind(browser);
  const [skipped] = await write([says([email('typed@example.org')])], { unknown: 'skip' });
  expect(skipped?.kind).toBe('skipped');
  const [found] = await write([says([email('typed@example.org')])], { acceptClaimed: true });
  expect(found).toEqual({ kind: 'updated', n: typed });
  const [identity] = (await snapshotOf(typed)).identities;
  expect(identity?.level).toBe('verified');
});

it('refuses one whose ids belong to two people, and writes the others', async () => {
  await write([says([email('one@example.org')]), says([email('two@example.org')])]);
  const outcomes = await write([
    says([email('one@example.org'), email('two@example.org')]),
    says([email('three@example.org')]),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'created']);
  expect(outcomes[0]).toMatchObject({ detail: expect.stringMatching(/belong to p_\d+ and p_\d+: merge them first/) });
});

it('makes one profile of an id, however many say it at once', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, index) => write([says([email('race@example.org')], { [`field_${index}`]: index })])),
  );
  const numbers = new Set(outcomes.map(([outcome]) => numberOf(outcome)));
  expect(numbers.size).toBe(1);
  const { attributes } = await snapshotOf([...numbers][0] as number);
  expect(Object.keys(attributes)).toHaveLength(8);
});

it('loses nothing when a visitor and the server write one profile at once', async () => {
  const browser = new Browser(site.id);
  await browser.send([event('identify', { attributes: { email: 'busy@example.org' } })]);
  const n = await profileBehind(browser);
  await write([says([email('busy@example.org')])], { acceptClaimed: true });
  await Promise.all([
    ...Array.from({ length: 6 }, (_, index) =>
      write([says([email('busy@example.org')], { [`said_${index}`]: index })]),
    ),
    (async () => {
      for (let index = 0; index < 6; index += 1) await browser.send([event('page_view')]);
    })(),
  ]);
  const { pageViews, attributes } = await snapshotOf(n);
  expect(pageViews).toBe(6);
  expect(Object.keys(attributes).filter((name) => name.startsWith('said_'))).toHaveLength(6);
});

it('merges two people into one, with their devices, orders and sizes', async () => {
  const browser = new Browser(site.id);
  await browser.send([
    event('page_view'),
    event('identify', { attributes: { first_name: 'Zoe' } }),
    event('purchase', { transaction_id: 'M-1', value: 10, currency: 'EUR' }),
  ]);
  const device = await profileBehind(browser);
  const order = {
    name: 'purchase',
    time: Date.now() - 1_000,
    session: '',
    properties: { transaction_id: 'M-1', value: 12, currency: 'EUR' },
  };
  const [known] = await write([says([email('zoe@example.org')], { last_name: 'Fox' }, [order])]);
  const kept = await mergePeople(env, site.id, { one: numberOf(known), other: device, now: Date.now() });
  expect(kept).toBe(Math.min(numberOf(known), device));
  const { attributes, orders, pageViews } = await snapshotOf(kept);
  expect([attributes.first_name?.value, attributes.last_name?.value, pageViews]).toEqual(['Zoe', 'Fox', 1]);
  expect(Object.values(orders)).toMatchObject([{ amountMinor: 1_200 }]);
  await browser.send([event('page_view')]);
  expect((await snapshotOf(kept)).pageViews).toBe(2);
  const [updated] = await write([saysOf(numberOf(known))]);
  expect(updated).toEqual({ kind: 'updated', n: kept });
  const [sizeKept, counted] = await sizes();
  expect(sizeKept).toMatchObject(counted as object);
});

afterEach(async () => {
  const { results } = await env.DB.prepare(wrongSizes).bind(site.id).all();
  expect(results).toEqual([]);
});

it('does not touch a profile of another site', async () => {
  const elsewhere = await makeSite({ id: 's_elsewhere', segments: [] });
  const [mine] = await write([says([email('mine@example.org')])]);
  const options = { unknown: 'create' as const, acceptClaimed: false, now: Date.now() };
  const before = await snapshotOf(numberOf(mine));
  const [outcome] = await writePeople(env, elsewhere.id as SiteId, [saysOf(numberOf(mine))], options);
  expect(outcome?.kind).toBe('refused');
  expect(await snapshotOf(numberOf(mine))).toEqual(before);
});

it('refuses whole what brings more attributes than a profile may hold', async () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`own_${index}`, 'x']));
  const outcomes = await write([
    says([email('many@example.org')], many(201)),
    says([email('many@example.org')], many(150)),
  ]);
  expect(outcomes[0]).toEqual({ kind: 'refused', detail: 'this profile is full' });
});

it('a merge keeps lists right: who was on one stays on it, who was on it twice is on it once', async () => {
  const listed = await makeSite({ id: 's_listed', segments: [] });
  const options = { unknown: 'create' as const, acceptClaimed: false, now: Date.now() };
  const made = await writePeople(env, listed.id, [says([email('a@l.example')]), says([email('b@l.example')])], options);
  const [a, b] = made.map(numberOf) as [number, number];
  const lists = new StaticSegments(env.DB);
  const create = (id: string, members: number[]) =>
    lists.create(listed.id, { id, name: id, kind: 'list' }, { members, now: Date.now() });
  await create('seg_both', [a, b]);
  await create('seg_second', [b]);
  await listed.publish();
  await writePeople(env, listed.id, [saysOf(a), saysOf(b)], options);
  await mergePeople(env, listed.id, { one: a, other: b, now: Date.now() });
  const state = async () =>
    (
      await env.DB.prepare(
        `SELECT s.total, s.fingerprint, z.total AS size, (SELECT json_group_array(n) FROM segment_members m WHERE m.site = s.site AND m.ordinal = s.ordinal) AS members
         FROM static_segments s LEFT JOIN segment_sizes z ON z.site = s.site AND z.ordinal = s.ordinal WHERE s.site = ? ORDER BY s.ordinal`,
      )
        .bind(listed.id)
        .all<{ fingerprint: number }>()
    ).results;
  const once = { total: 1, size: 1, members: JSON.stringify([a]) };
  const [both, second] = await state();
  expect([both, second]).toMatchObject([once, once]);
  // The fingerprint is that of the members: taking the last one out leaves nothing of it.
  await lists.edit({ site: listed.id, id: 'seg_both' }, { add: [], remove: [a], now: Date.now() });
  expect((await state())[0]).toMatchObject({ total: 0, fingerprint: 0 });
});
