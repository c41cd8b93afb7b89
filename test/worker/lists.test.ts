import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { recheckDue } from '../../worker/jobs/recheck.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const site = 's_lists';
const hasEmail: Rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };
const bigCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 };

let under: SiteUnderTest;
let cookie: string;
const visitors: { browser: Browser; id: string }[] = [];

interface Answer {
  id: string;
  total: number;
  added: number;
  removed: number;
  unknown: string[];
  unknownCount: number;
  type: string;
  detail: string;
  next: string | null;
  members: { id: string }[];
  size: { total: number; identified: number };
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; answer: Answer }> {
  const response = await callConsole(method, path, { cookie, ...(body !== undefined && { body }) });
  const text = await response.text();
  return { status: response.status, answer: (text === '' ? {} : JSON.parse(text)) as Answer };
}

const pace = () => new Pace(Date.now() + 10_000);
const create = (name: string, members: string[]) => call('POST', '/segments/lists', { name, members });
const edit = (id: string, change: unknown) => call('POST', `/segments/${id}/members`, change);
const ids = (...people: number[]) => people.map((person) => visitors[person]?.id ?? '');

async function visitor(...events: unknown[]): Promise<void> {
  const browser = new Browser(site);
  await browser.send([event('page_view'), ...events]);
  const last = await env.DB.prepare('SELECT max(n) AS n FROM profiles').first<number>('n');
  visitors.push({ browser, id: `p_${last}` });
}

/** Sizes by delta and by a full count of the rows, by segment id; of static ones also what SQL and match say. */
async function expectRightSizes(): Promise<Record<string, number>> {
  const response = await callConsole('GET', '/segments', { cookie });
  const { segments } = (await response.json()) as {
    segments: { id: string; draft: { rule: Rule }; size: { kind: string; total: number; identified: number } }[];
  };
  const sizes: Record<string, number> = {};
  for (const { id, draft, size } of segments) {
    if (size.kind !== 'counted') continue;
    const counted = await call('POST', '/population/count', { rule: draft.rule });
    expect({ id, total: size.total, identified: size.identified }).toEqual({ id, ...counted.answer.size });
    sizes[id] = size.total;
  }
  const { results } = await env.DB.prepare(
    `SELECT s.ordinal, s.total, (SELECT count(*) FROM segment_members m WHERE m.site = s.site AND m.ordinal = s.ordinal) AS rows,
       (SELECT count(*) FROM profiles p, json_each(p.lists) l WHERE p.site = s.site AND l.value = s.ordinal) AS profiles
     FROM static_segments s`,
  ).all<{ total: number; rows: number; profiles: number }>();
  for (const { total, rows, profiles } of results) expect([rows, profiles]).toEqual([total, total]);
  return sizes;
}

beforeAll(async () => {
  under = await makeSite({ id: site, segments: [{ id: 'seg_email', name: 'Email known', rule: hasEmail }] });
  cookie = await signedInAs(site);
  for (let person = 0; person < 8; person += 1) {
    const form = event('identify', { attributes: { email: `person${person}@example.org` } });
    await visitor(...(person % 2 === 0 ? [form] : []));
  }
  await under.publish();
});

it('makes a list of people named by profile id or email, and says who is unknown', async () => {
  const { status, answer } = await create('VIPs', [...ids(1), 'Person2@Example.org', 'nobody@example.org', 'p_999999']);
  expect(status).toBe(201);
  expect(answer).toMatchObject({ total: 2, unknown: ['nobody@example.org', 'p_999999'], unknownCount: 2 });
  await under.publish();
  await rescan(env, pace());
  expect(await expectRightSizes()).toMatchObject({ [answer.id]: 2, seg_email: 4 });
});

it('an edit acts at once on sizes, on the next visit and on segments that rest on the list; repeating it changes nothing', async () => {
  const list = (await create('Friends', ids(0, 1))).answer.id;
  const resting: Rule = { kind: 'all', rules: [{ kind: 'segment', segment: list, operator: 'in' }, hasEmail] };
  await under.segments.create('segment', 'seg_rest', { id: 'seg_rest', name: 'Friends by email', rule: resting }, 1);
  await under.publish();
  await rescan(env, pace());
  expect(await expectRightSizes()).toMatchObject({ [list]: 2, seg_rest: 1 });

  const changed = await edit(list, { add: ids(2, 3), remove: ids(0) });
  expect(changed.answer).toMatchObject({ added: 2, removed: 1, total: 3 });
  const again = await edit(list, { add: ids(2, 3), remove: ids(0) });
  expect(again.answer).toMatchObject({ added: 0, removed: 0, total: 3 });
  await recheckDue(env, pace());
  expect(await expectRightSizes()).toMatchObject({ [list]: 3, seg_rest: 1 });

  const response = await callConsole('GET', `/profiles/${ids(2)[0]}/timeline`, { cookie });
  const { events } = (await response.json()) as { events: { name: string; properties: Record<string, unknown> }[] };
  const moves = events.filter(({ name }) => name === 'segment_entered').map(({ properties }) => properties);
  expect(moves).toContainEqual({ segment: 'Friends', cause: 'edit' });
  expect(moves.filter(({ segment }) => segment === 'Friends')).toHaveLength(1);
});

it('pages through the members, newest first', async () => {
  const { answer } = await create('Many', ids(0, 1, 2, 3, 4, 5));
  const page = await call('GET', `/segments/${answer.id}/members`);
  expect(page.answer.members.map(({ id }) => id)).toEqual(ids(5, 4, 3, 2, 1, 0));
  expect(page.answer).toMatchObject({ total: 6, next: null });
  const rest = await call('GET', `/segments/${answer.id}/members?before=${ids(2)[0]}`);
  expect(rest.answer.members.map(({ id }) => id)).toEqual(ids(1, 0));
});

it('refuses two static segments of the same people, by name, also when an edit would make them; nobody twice is fine', async () => {
  const first = (await create('Twin one', ids(4, 5, 6))).answer.id;
  const twin = await create('Twin two', ids(6, 5, 4));
  expect(twin).toMatchObject({ status: 409, answer: { type: '/problems/same-members' } });
  expect(twin.answer.detail).toContain('“Twin one”');
  // 4 + 6 = 5 + 5: sums of numbers alone would not tell them apart.
  const other = (await create('Nearly', ids(4, 6))).answer.id;
  const made = await edit(other, { add: ids(5) });
  expect(made).toMatchObject({ status: 409, answer: { type: '/problems/same-members' } });
  expect((await call('GET', `/segments/${other}/members`)).answer.total).toBe(2);
  const both = await Promise.all([edit(first, { replace: ids(7) }), edit(other, { replace: ids(7) })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await create('Empty one', [])).status).toBe(201);
  expect((await create('Empty two', [])).status).toBe(201);
  await expectRightSizes();
});

it('takes equal fingerprints for a hint only, and refuses one of two lists that are made at once', async () => {
  const one = (await create('Hash one', ids(0, 3))).answer.id;
  await create('Hash two', ids(1, 7));
  await env.DB.prepare(
    `UPDATE static_segments SET fingerprint = 1 WHERE ordinal IN
       (SELECT ordinal FROM definitions WHERE draft ->> 'name' IN ('Hash one', 'Hash two'))`,
  ).run();
  expect((await edit(one, { add: ids(3) })).status).toBe(200);
  const both = await Promise.all([create('Race one', ids(0, 6)), create('Race two', ids(6, 0))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

it('loses neither visits nor edits when both come at once', async () => {
  const list = (await create('Busy', ids(0))).answer.id;
  await under.publish();
  await rescan(env, pace());
  const visits = visitors.map(async ({ browser }) => {
    for (let round = 0; round < 5; round += 1) await browser.send([event('page_view')]);
  });
  const edits = (async () => {
    for (let round = 0; round < 5; round += 1) {
      await edit(list, { add: ids(1, 2, 3, 4, 5, 6, 7) });
      await edit(list, { remove: ids(1, 2, 3) });
    }
  })();
  await Promise.all([...visits, edits]);
  const { results } = await env.DB.prepare(`SELECT snapshot ->> '$.pageViews' AS views FROM profiles WHERE site = ?`)
    .bind(site)
    .all<{ views: number }>();
  expect(results.map(({ views }) => views)).toEqual(visitors.map(() => 6));
  await recheckDue(env, pace());
  expect(await expectRightSizes()).toMatchObject({ [list]: 5 });
});

it('whoever refuses personalisation stays on the list and in no segment of it', async () => {
  const list = (await create('With consent', ids(5, 7))).answer.id;
  await under.publish();
  await rescan(env, pace());
  expect(await expectRightSizes()).toMatchObject({ [list]: 2 });
  await visitors[7]?.browser.send([event('page_view')], { consent: { analytics: true, personalisation: false } });
  expect(await expectRightSizes()).toMatchObject({ [list]: 1 });
  // Taking off and putting on again counts nobody who refused.
  await edit(list, { remove: ids(7) });
  await edit(list, { add: ids(7) });
  expect(await expectRightSizes()).toMatchObject({ [list]: 1 });
  expect((await call('GET', `/segments/${list}/members`)).answer.total).toBe(2);
});

it('freezes exactly who matches, refuses live segments, and a snapshot is not edited', async () => {
  const frozen = await call('POST', '/segments/seg_email/freeze', { name: 'Email known, frozen' });
  expect(frozen).toMatchObject({ status: 201, answer: { total: 4 } });
  const { id } = frozen.answer;
  expect((await call('GET', `/segments/${id}/members`)).answer.members.map((one) => one.id)).toEqual(ids(6, 4, 2, 0));
  expect((await edit(id, { add: ids(1) })).answer).toMatchObject({ type: '/problems/frozen' });
  expect((await call('POST', '/segments/seg_email/freeze', { name: 'Again' })).answer.detail).toContain(
    '“Email known, frozen”',
  );
  await under.segments.create('segment', 'seg_cart', { id: 'seg_cart', name: 'Full carts', rule: bigCart }, 1);
  expect((await call('POST', '/segments/seg_cart/freeze', { name: 'Carts' })).answer).toMatchObject({
    type: '/problems/live-segment',
  });
});

it('archives, restores and deletes; refuses what others rest on, by name', async () => {
  const friends = (await under.segments.list('segment')).find(({ draft }) => draft.name === 'Friends')?.id ?? '';
  const refused = await call('DELETE', `/segments/${friends}`);
  expect(refused).toMatchObject({ status: 409, answer: { type: '/problems/in-use' } });
  expect(refused.answer.detail).toContain('segment “Friends by email”');
  expect((await call('POST', `/segments/${friends}/archive`)).status).toBe(409);

  expect((await call('POST', '/segments/seg_rest/archive')).status).toBe(204);
  await under.publish();
  expect(JSON.stringify((await under.segments.get('segment', 'seg_rest'))?.published)).toBe('null');
  const bundle = await env.DB.prepare('SELECT body FROM bundles WHERE site = ? ORDER BY version DESC')
    .bind(site)
    .first<string>('body');
  expect(bundle).not.toContain('seg_rest');
  expect((await call('POST', '/segments/seg_rest/restore')).status).toBe(204);
  await under.publish();
  await rescan(env, pace());
  expect(await expectRightSizes()).toMatchObject({ seg_rest: 1 });

  expect((await call('DELETE', '/segments/seg_rest')).status).toBe(204);
  expect((await call('GET', '/segments/seg_rest')).status).toBe(404);
  const { ordinal } = (await under.segments.get('segment', friends)) ?? { ordinal: 0 };
  expect((await call('DELETE', `/segments/${friends}`)).status).toBe(204);
  const left = 'SELECT count(*) AS c FROM segment_members WHERE site = ? AND ordinal = ?';
  expect(await env.DB.prepare(left).bind(site, ordinal).first<number>('c')).toBe(0);
  await under.publish();
  await rescan(env, pace());
  await expectRightSizes();
});

it('duplicates a dynamic segment and saves a static one without touching what it stands for', async () => {
  const copy = await call('POST', '/segments/seg_email/duplicate', { name: 'Email known too' });
  expect((await under.segments.get('segment', copy.answer.id))?.draft.rule).toEqual(hasEmail);
  const list = (await create('To rename', ids(0, 7))).answer.id;
  const saved = await call('PUT', `/segments/${list}`, {
    revision: 1,
    draft: { name: 'Renamed', kind: 'list', rule: hasEmail },
  });
  expect(saved.status).toBe(200);
  expect((await under.segments.get('segment', list))?.draft).toMatchObject({ name: 'Renamed', rule: { kind: 'list' } });
  const turned = await call('PUT', `/segments/${list}`, { revision: 2, draft: { name: 'Turned', rule: hasEmail } });
  expect(turned.status).toBe(400);
});
