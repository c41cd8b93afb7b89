import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Problem } from '../../shared/schema/problem.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { estimate } from '../../worker/services/population/count.ts';
import { populationQuestion } from '../../worker/services/population/question.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const site = 's_population';
const viewed = (n: number): Rule => ({
  kind: 'event',
  event: 'page_view',
  where: [],
  window: { kind: 'ever' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value: n,
});
const hasEmail: Rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };
const viewedTea: Rule = {
  kind: 'event',
  event: 'view_item',
  where: [{ property: 'item_id', operator: 'is', value: 'tea' }],
  window: { kind: 'rolling', amount: 30, unit: 'day' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value: 1,
};
const bigCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 };
const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });

interface Counted {
  size: { total: number; identified: number };
  parts: { pointer: string; alone: number; kept: number }[];
  isUpperBound: boolean;
  profiles: number;
  read: number;
  rowsRead: number;
  next: number | null;
}

let under: SiteUnderTest;
let cookie: string;

async function call<T>(path: string, body: unknown): Promise<{ status: number; answer: T }> {
  const response = await callConsole('POST', `/population/${path}`, { cookie, body });
  return { status: response.status, answer: (await response.json()) as T };
}

/** All parts of a count, added up. */
async function count(rule: Rule, parts = false): Promise<Counted> {
  const whole: Counted = (await call<Counted>('count', { rule, parts })).answer;
  expect(whole.next).toBeNull();
  return whole;
}

beforeAll(async () => {
  under = await makeSite({
    id: site,
    segments: [
      { id: 'seg_twice', name: 'Viewed twice', rule: viewed(2) },
      { id: 'seg_email', name: 'Email known', rule: hasEmail },
    ],
  });
  // Ten people with 1 to 10 views; every other one leaves an email; three looked at tea.
  for (let person = 1; person <= 10; person += 1) {
    const browser = new Browser(site);
    const views = Array.from({ length: person }, () => event('page_view'));
    const tea = person <= 3 ? [event('view_item', { item_id: 'tea' })] : [];
    const form = person % 2 === 0 ? [event('identify', { attributes: { email: `person${person}@example.org` } })] : [];
    await browser.send([...views, ...tea, ...form]);
  }
  cookie = await signedInAs(site, 'viewer');
});

it('counts a draft exactly in columns, by identified and unidentified, for a viewer too', async () => {
  const counted = await count(viewed(4));
  expect(counted).toMatchObject({ profiles: 10, read: 0, isUpperBound: false });
  expect(counted.size.total).toBe(7);
  expect((await count(hasEmail)).size).toEqual({ total: 5, identified: 5 });
  expect(counted.rowsRead).toBeLessThanOrEqual(30);
});

it('counts several drafts at once', async () => {
  const { answer } = await call<{ sizes: { total: number; identified: number }[]; next: number | null }>('counts', {
    rules: [viewed(4), hasEmail, all(viewed(4), hasEmail)],
  });
  expect(answer.sizes).toMatchObject([{ total: 7 }, { total: 5, identified: 5 }, { total: 4 }]);
  expect(answer.next).toBeNull();
  expect((await call('counts', { rules: Array.from({ length: 41 }, () => hasEmail) })).status).toBe(400);
});

it('says what each condition matches alone, and what is left after it', async () => {
  const { size, parts } = await count(all(viewed(4), hasEmail, { kind: 'not', rule: viewed(9) }), true);
  expect(size.total).toBe(3);
  expect(parts).toEqual([
    { pointer: '/rules/0', alone: 7, kept: 7 },
    { pointer: '/rules/1', alone: 5, kept: 4 },
    { pointer: '/rules/2', alone: 8, kept: 3 },
  ]);
});

it('counts a rule as long as the language allows, and what each of its conditions keeps', async () => {
  const conditions = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? viewed((index % 7) + 1) : bigCart));
  const rule = all(...conditions);
  const told: Counted['parts'] = [];
  let pages = 0;
  for (let partsFrom: number | null = 0; partsFrom !== null; pages += 1) {
    const { answer }: { answer: Counted & { nextParts: number | null } } = await call('count', {
      rule,
      parts: true,
      partsFrom,
    });
    expect(answer.size.total).toBe(4);
    told.push(...answer.parts);
    partsFrom = answer.nextParts;
  }
  expect(pages).toBeGreaterThan(5);
  expect(told.map(({ pointer }) => pointer)).toEqual(conditions.map((_, index) => `/rules/${index}`));
  expect(told[6]).toEqual({ pointer: '/rules/6', alone: 4, kept: 4 });
  expect(told.at(-1)).toEqual({ pointer: '/rules/99', alone: 10, kept: 4 });
});

it('reads the history of people where a draft asks what no profile counts yet', async () => {
  const counted = await count(viewedTea);
  expect(counted).toMatchObject({ read: 10, size: { total: 3 } });
  expect((await count({ kind: 'not', rule: viewedTea })).size.total).toBe(7);
});

it('takes what only an open page knows for true, and says that the number is an upper bound', async () => {
  expect(await count(all(viewed(4), bigCart))).toMatchObject({ size: { total: 7 }, isUpperBound: true });
  expect(await count(all(viewed(4), { kind: 'not', rule: bigCart }))).toMatchObject({ size: { total: 7 } });
});

it('counts as the published segments count themselves, before and after a publish has been walked', async () => {
  const sizes = async () => {
    const response = await callConsole('GET', '/segments', { cookie });
    const { segments } = (await response.json()) as { segments: { draft: { rule: Rule }; size: { total: number } }[] };
    for (const { draft, size } of segments) expect(size.total).toBe((await count(draft.rule)).size.total);
  };
  await sizes();
  await under.edit({ id: 'seg_twice', name: 'Viewed thrice', rule: all(viewed(3), viewedTea) });
  await under.publish();
  // Rows of the layout before lack the new column: match answers for them.
  expect(await count(viewedTea)).toMatchObject({ read: 10, size: { total: 3 } });
  await rescan(env, new Pace(Date.now() + 10_000), site as SiteId);
  expect(await count(viewedTea)).toMatchObject({ read: 0, size: { total: 3 } });
  await sizes();
});

it('explains a draft for one person, of what no profile counts yet too', async () => {
  interface Part {
    verdict: string;
    actual: string;
    parts: Part[];
  }
  // The tenth and last one: ten views, an email, no tea.
  const newest = await call<{ members: { id: string }[] }>('members', { rule: viewed(10) });
  const profile = newest.answer.members[0]?.id;
  const boughtTea: Rule = { ...viewedTea, window: { kind: 'rolling', amount: 29, unit: 'day' } } as Rule;
  const { answer } = await call<{ verdict: string; root: Part }>('explain', {
    rule: all(viewed(4), hasEmail, boughtTea),
    profile,
  });
  expect(answer.verdict).toBe('no');
  expect(answer.root.parts).toMatchObject([
    { verdict: 'yes', actual: '10 times' },
    { verdict: 'yes', actual: expect.stringContaining('person10@example.org') },
    { verdict: 'no', actual: '0 times' },
  ]);
  expect((await call('explain', { rule: hasEmail, profile: 'p_999999' })).status).toBe(404);
  expect((await call('explain', { rule: { kind: 'attribute', attribute: 'x', operator: 'is' }, profile })).status).toBe(
    422,
  );
});

it('tells how segments overlap', async () => {
  const { answer } = await call<{ overlaps: { segments: string[]; total: number }[] }>('overlap', {
    segments: ['seg_twice', 'seg_email'],
  });
  expect(answer.overlaps).toMatchObject([
    { segments: ['seg_twice'], total: 1 },
    { segments: ['seg_email'], total: 5 },
    { segments: ['seg_twice', 'seg_email'], total: 0 },
  ]);
  expect((await call('overlap', { segments: ['a', 'b', 'c', 'd', 'e'] })).status).toBe(400);
});

it('lists who matches page by page, newest first', async () => {
  const { answer } = await call<{ members: { id: string; email: string }[]; next: string | null }>('members', {
    rule: hasEmail,
  });
  expect(answer.members.map(({ email }) => email)).toEqual(
    [10, 8, 6, 4, 2].map((person) => `person${person}@example.org`),
  );
  expect(answer.next).toBeNull();
});

it('tells of each who matches, and of everybody, the attributes that are asked for', async () => {
  const attributes = ['page_views', 'email', 'no_such', '__proto__'];
  interface Listed {
    attributes: Record<string, unknown>;
  }
  const { answer } = await call<{ members: Listed[] }>('members', { rule: hasEmail, attributes });
  expect(answer.members[0]?.attributes).toEqual({ page_views: 10, email: 'person10@example.org' });
  const listed = await callConsole('GET', `/profiles?attributes=${attributes.join()}`, { cookie });
  const { profiles } = (await listed.json()) as { profiles: Listed[] };
  expect(profiles.map((one) => one.attributes.page_views)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(Object.keys(profiles[1]?.attributes ?? {})).toEqual(['page_views']);
});

it('freezes who matches a rule that is no segment, for editors only', async () => {
  const body = { name: 'Those with an email', rule: hasEmail };
  expect((await callConsole('POST', '/segments/snapshots', { cookie, body })).status).toBe(403);
  const editor = await signedInAs(site, 'editor');
  const made = await callConsole('POST', '/segments/snapshots', { cookie: editor, body });
  expect(made.status).toBe(201);
  const { id, total } = (await made.json()) as { id: string; total: number };
  expect(total).toBe(5);
  const segment = await (await callConsole('GET', `/segments/${id}`, { cookie })).json();
  expect(segment).toMatchObject({ kind: 'snapshot', draft: { name: 'Those with an email' } });
  const live = await callConsole('POST', '/segments/snapshots', { cookie: editor, body: { ...body, rule: bigCart } });
  expect(live.status).toBe(409);
  expect((await callConsole('DELETE', `/segments/${id}`, { cookie: editor })).status).toBe(204);
});

it('exports who matches, with formulas made harmless', async () => {
  await new Browser(site).send([
    event('identify', { attributes: { email: 'formula@example.org', first_name: ' =1+1,"x"' } }),
  ]);
  const response = await callConsole('POST', '/population/export', {
    cookie,
    body: { rule: hasEmail, attributes: ['email', 'first_name', 'page_views'] },
  });
  const lines = (await response.text()).split('\r\n');
  expect(lines[0]).toBe('profile_id,email,first_name,page_views');
  expect(lines[1]).toMatch(/^p_\d+,formula@example\.org,"' ?=1\+1,""x""",0$/);
  expect(lines).toHaveLength(8);
});

it('counts, lists and exports nobody of another site', async () => {
  await makeSite({ id: 's_populationtwo' });
  await new Browser('s_populationtwo').send([event('identify', { attributes: { email: 'other@example.org' } })]);
  const mine = await count(hasEmail);
  const own = cookie;
  cookie = await signedInAs('s_populationtwo');
  expect((await count(hasEmail)).size.total).toBe(1);
  expect((await call<{ members: unknown[] }>('members', { rule: hasEmail })).answer.members).toHaveLength(1);
  cookie = own;
  expect((await count(hasEmail)).size).toEqual(mine.size);
  const body = { rule: hasEmail, attributes: ['email'] };
  const exported = await (await callConsole('POST', '/population/export', { cookie, body })).text();
  expect(exported).not.toContain('other@example.org');
});

it('refuses a rule that could not be published, with the place', async () => {
  const { status, answer } = await call<Problem>('count', {
    rule: all({ kind: 'attribute', attribute: 'nonsense', operator: 'isKnown' }),
  });
  expect(status).toBe(422);
  expect(answer.errors?.[0]?.pointer).toBe('/rules/0/attribute');
});

it('estimates from the stable sample, and the true number lies within its margin', async () => {
  const question = await populationQuestion(env, site as SiteId, { rules: [viewed(1)], now: Date.now() });
  const sampled = await env.DB.prepare('SELECT count(*) AS n FROM profile_facts WHERE site = ? AND sampled = 1')
    .bind(site)
    .first<number>('n');
  const { total, margin, sample } = await estimate(env, site as SiteId, { question });
  expect(sample).toBe(sampled);
  expect(Math.abs(total - 10)).toBeLessThanOrEqual(margin);
});

it('says for how many a limit falls into an hour that is only known as a whole', async () => {
  const own = 's_approximate';
  await makeSite({ id: own, segments: [{ id: 'seg_views', name: 'Views', rule: viewed(1) }] });
  // The window begins in the middle of an hour, whose views are folded: more recent ones take the places of single ones.
  const minutes = 60 + ((new Date().getUTCMinutes() + 30) % 60);
  const hourMs = 3_600_000;
  const early = Math.floor((Date.now() - minutes * 60_000) / hourMs) * hourMs;
  const keen = new Browser(own);
  await keen.send(Array.from({ length: 5 }, () => event('page_view', {}, { time: early })));
  for (let batch = 0; batch < 11; batch += 1) await keen.send(Array.from({ length: 50 }, () => event('page_view')));
  await new Browser(own).send([event('page_view')]);
  const rule: Rule = {
    kind: 'event',
    event: 'page_view',
    where: [],
    window: { kind: 'rolling', amount: minutes, unit: 'minute' },
    aggregate: { kind: 'count' },
    operator: 'gte',
    value: 552,
  };
  const response = await callConsole('POST', '/population/count', { cookie: await signedInAs(own), body: { rule } });
  expect(await response.json()).toMatchObject({ size: { total: 1 }, approximate: 1, profiles: 2 });
});
