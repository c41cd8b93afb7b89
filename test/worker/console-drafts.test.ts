import { beforeAll, describe, expect, it } from 'vitest';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { Problem } from '../../shared/schema/problem.ts';
import { maxConsoleBodyBytes, maxConsoleDepth } from '../../worker/routes/console/body.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_drafts';
const twoViews = { kind: 'attribute', attribute: 'page_views', operator: 'gte', value: 2 } as const;
const bigCart = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 } as const;

let cookie: string;

beforeAll(async () => {
  await makeSite({ id: site });
  cookie = await signedInAs(site);
});

async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; answer: T }> {
  const response = await callConsole(method, path, { cookie, body });
  return { status: response.status, answer: (await response.json()) as T };
}

interface Saved {
  id: string;
  revision: number;
}

interface Row {
  id: string;
  state: string;
  revision: number;
  size: unknown;
  usedBy: unknown[];
}

async function createSegment(name: string, rule: unknown): Promise<string> {
  const { status, answer } = await call<Saved>('POST', '/segments', { draft: { name, rule } });
  expect(status).toBe(201);
  return answer.id;
}

async function row(id: string): Promise<Row> {
  return (await call<Row>('GET', `/segments/${id}`)).answer;
}

function campaignDraft(include: string[]): Omit<Campaign, 'id'> {
  return {
    name: 'Free shipping',
    state: 'live',
    priority: 1,
    audience: { include, exclude: [] },
    triggers: [{ kind: 'immediately' }],
    schedule: {},
    caps: [],
    controlPercent: 0,
    variants: [
      {
        key: 'a',
        name: 'A',
        weight: 1,
        promotion: {
          layout: 'modal',
          label: 'Free shipping',
          theme: { background: '#ffffff', text: '#000000', accent: '#000000', onAccent: '#ffffff', radiusPx: 4 },
          blocks: [{ kind: 'heading', text: 'Free shipping' }],
          thankYou: [],
        },
      },
    ],
  };
}

describe('a draft', () => {
  it('goes from draft to published to changed, and is counted once published', async () => {
    const visitor = new Browser(site);
    await visitor.send([event('page_view'), event('page_view')]);
    const id = await createSegment('Two views', twoViews);
    expect(await row(id)).toMatchObject({ state: 'draft', revision: 1, size: { kind: 'unpublished' } });

    const before = await call<{ version: number; changes: unknown[] }>('GET', '/publish');
    expect(before.answer.changes).toEqual([{ kind: 'segment', id, name: 'Two views', state: 'draft' }]);
    const published = await call<{ version: number }>('POST', '/publish');
    expect(published).toEqual({ status: 200, answer: { version: before.answer.version + 1 } });
    expect(await row(id)).toMatchObject({ state: 'published' });
    await expect.poll(async () => (await row(id)).size).toEqual({ kind: 'counted', total: 1, identified: 0 });

    await call('PUT', `/segments/${id}`, { revision: 1, draft: { name: 'Two or more', rule: twoViews } });
    expect(await row(id)).toMatchObject({ state: 'changed', revision: 2 });
    expect((await call<{ changes: unknown[] }>('GET', '/publish')).answer.changes).toHaveLength(1);
  });

  it('is not saved over what somebody else saved meanwhile', async () => {
    const id = await createSegment('Contended', twoViews);
    const mine = { revision: 1, draft: { name: 'Mine', rule: twoViews } };
    const theirs = { revision: 1, draft: { name: 'Theirs', rule: twoViews } };
    expect((await call('PUT', `/segments/${id}`, theirs)).status).toBe(200);
    const { status, answer } = await call<Problem>('PUT', `/segments/${id}`, mine);
    expect([status, answer.type]).toEqual([409, '/problems/conflict']);
    expect(answer.detail).toContain('revision 1');
    expect(await row(id)).toMatchObject({ revision: 2, draft: { name: 'Theirs' } });
  });

  it('with a live condition has no number', async () => {
    const id = await createSegment('Cart above 80', bigCart);
    await call('POST', '/publish');
    expect((await row(id)).size).toEqual({ kind: 'live' });
  });

  it('is told who uses it', async () => {
    const id = await createSegment('Used', twoViews);
    const made = await call<Saved>('POST', '/campaigns', { draft: campaignDraft([id]) });
    expect(made.status).toBe(201);
    expect((await row(id)).usedBy).toEqual([{ kind: 'campaign', id: made.answer.id, name: 'Free shipping' }]);
    const campaign = await call('GET', `/campaigns/${made.answer.id}`);
    expect(campaign.answer).toMatchObject({ state: 'draft', liveState: null, draft: { audience: { include: [id] } } });
    await call('POST', '/publish');
    expect((await call('GET', `/campaigns/${made.answer.id}`)).answer).toMatchObject({ liveState: 'live' });
  });

  it('with faults may be saved but not published, and each fault names its place', async () => {
    const id = await createSegment('Unfinished', {
      kind: 'all',
      rules: [{ kind: 'attribute', attribute: 'nope', operator: 'is' }],
    });
    const { status, answer } = await call<Problem>('POST', '/publish');
    expect([status, answer.type]).toEqual([422, '/problems/invalid-definition']);
    expect(answer.errors?.[0]?.pointer).toBe(`/segment/${id}/rule/rules/0/attribute`);
    await call('PUT', `/segments/${id}`, { revision: 1, draft: { name: 'Finished', rule: twoViews } });
    expect((await call('POST', '/publish')).status).toBe(200);
  });
});

describe('a bad body', () => {
  const deep = `${'['.repeat(maxConsoleDepth + 1)}${']'.repeat(maxConsoleDepth + 1)}`;
  it.each([
    ['no JSON', '{', 400, '/problems/malformed-json', undefined],
    ['another shape', [], 400, '/problems/invalid-request', ['']],
    ['too deep', deep, 400, '/problems/too-deep', undefined],
    ['too large', `"${'x'.repeat(maxConsoleBodyBytes)}"`, 413, '/problems/too-large', undefined],
    ['an empty name', { draft: { name: ' ', rule: twoViews } }, 400, '/problems/invalid-request', ['/draft/name']],
    [
      'a fault inside the rule',
      { draft: { name: 'x', rule: { kind: 'all', rules: [{ kind: 'not', rule: { ...twoViews, operator: 'gtt' } }] } } },
      400,
      '/problems/invalid-request',
      ['/draft/rule/rules/0/rule/operator'],
    ],
    [
      'a key of nobody',
      { draft: { name: 'x', rule: twoViews, id: 'seg_x' } },
      400,
      '/problems/invalid-request',
      ['/draft'],
    ],
    [
      'a prototype',
      '{"draft":{"name":"x","rule":{"kind":"all","rules":[]},"__proto__":{"a":1}}}',
      400,
      '/problems/invalid-request',
      ['/draft'],
    ],
  ])('with %s is refused and stores nothing', async (_, body, status, type, pointers) => {
    const before = (await call<{ segments: unknown[] }>('GET', '/segments')).answer.segments.length;
    const refused = await call<Problem>('POST', '/segments', body);
    expect([refused.status, refused.answer.type]).toEqual([status, type]);
    expect(refused.answer.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    expect((await call<{ segments: unknown[] }>('GET', '/segments')).answer.segments).toHaveLength(before);
  });

  it('in a query is refused with its pointer', async () => {
    const { status, answer } = await call<Problem>('GET', '/profiles?before=1;DROP');
    expect(status).toBe(400);
    expect(answer.errors?.[0]?.pointer).toBe('/before');
    expect((await call('GET', '/profiles/p_99999999999999999')).status).toBe(404);
  });
});

describe('a review before publishing', () => {
  it('names who can never match, who uses a segment inside a rule, and keeps nobody from publishing', async () => {
    const inner = await createSegment('Two views', twoViews);
    const none = { kind: 'attribute', attribute: 'page_views', operator: 'lt', value: 1 } as const;
    const named = { kind: 'segment', segment: inner, operator: 'in' } as const;
    const outer = await createSegment('Nobody at all', { kind: 'all', rules: [named, none] });
    expect((await row(inner)).usedBy).toEqual([{ kind: 'segment', id: outer, name: 'Nobody at all' }]);

    const { answer } = await call<{ faults: unknown[]; warnings: { pointer: string; detail: string; name: string }[] }>(
      'GET',
      '/publish/review',
    );
    expect(answer.faults).toEqual([]);
    const warning = answer.warnings.find(({ name }) => name === 'Nobody at all');
    expect(warning?.pointer).toBe(`/segment/${outer}/rule`);
    expect(warning?.detail).toMatch(/^nobody/);
    expect((await call('POST', '/publish')).status).toBe(200);
  });
});

describe('a profile', () => {
  it('shows what is known, what happened newest first, and page by page', async () => {
    const visitor = new Browser(site);
    for (let visit = 0; visit < 22; visit += 1) await visitor.send([event('page_view', { title: `Page ${visit}` })]);
    await visitor.send([event('identify', { attributes: { email: 'Ann@Example.org', first_name: 'Ann' } })]);
    const list = await call<{ profiles: { id: string; email: string | null }[]; people: { total: number } }>(
      'GET',
      '/profiles',
    );
    const ann = list.answer.profiles.find(({ email }) => email === 'Ann@Example.org');
    expect(ann).toMatchObject({ identified: true, name: 'Ann', sessions: expect.any(Number), orders: 0 });

    const page = await call('GET', `/profiles/${ann?.id}`);
    expect(page.answer).toMatchObject({
      attributes: { page_views: 22, email: 'Ann@Example.org' },
      identities: [{ kind: 'email', value: 'ann@example.org', level: 'claimed' }],
      segments: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]),
    });

    type Timeline = { events: { id: string; name: string; time: number }[]; next: number | null };
    const first = (await call<Timeline>('GET', `/profiles/${ann?.id}/timeline`)).answer;
    const isMove = ({ name }: { name: string }) => name.startsWith('segment_');
    expect(first.events.filter((one) => !isMove(one))[0]?.name).toBe('identify');
    expect(first.events.filter((one) => !isMove(one))).toHaveLength(20);
    const second = (await call<Timeline>('GET', `/profiles/${ann?.id}/timeline?before=${first.next}`)).answer;
    expect(second.next).toBeNull();
    const all = [...first.events, ...second.events];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter((one) => !isMove(one))).toHaveLength(23);
    expect(all.filter(isMove).length).toBeGreaterThan(0);
    expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).sort((a, b) => b - a));
  });
});

it('a debug token is made for the site of the session', async () => {
  const { status, answer } = await call<{ token: string }>('POST', '/debug-token');
  expect(status).toBe(201);
  expect(answer.token).toMatch(/^d1\.\d{13}\./);
});
