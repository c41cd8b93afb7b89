import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import type { CollectResponse } from '../../shared/schema/protocol.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { viewedAtLeast } from '../support/viewed-at-least.ts';
import { Browser, event, postBody } from './support/browser.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const emailKnown: Segment = {
  id: 'seg_email',
  name: 'Email known',
  exposedKey: 'email_known',
  rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' },
};

const threeViews = views(3);

function views(atLeast: number): Segment {
  return {
    id: 'seg_three',
    name: 'Three views',
    exposedKey: 'three_views',
    rule: viewedAtLeast(atLeast),
  };
}

let site: SiteUnderTest;

beforeAll(async () => {
  site = await makeSite({ id: 's_collect', segments: [emailKnown, threeViews] });
});

async function rowCounts(): Promise<number[]> {
  const tables = ['profiles', 'visitors', 'event_batches', 'identities', 'segment_sizes'];
  return Promise.all(
    tables.map(async (table) => (await env.DB.prepare(`SELECT count(*) AS c FROM ${table}`).first<number>('c')) ?? 0),
  );
}

async function profileOf(browser: Browser): Promise<{ n: number; version: number; snapshot: Record<string, unknown> }> {
  const row = await env.DB.prepare(
    `SELECT p.n, p.version, p.snapshot FROM profiles p JOIN event_batches b ON b.n = p.n WHERE b.stream = ? LIMIT 1`,
  )
    .bind(browser.stream)
    .first<{ n: number; version: number; snapshot: string }>();
  if (!row) throw new Error('no profile');
  return { ...row, snapshot: JSON.parse(row.snapshot) };
}

describe('a batch', () => {
  it('is acknowledged, and its reply already knows what it said', async () => {
    const browser = new Browser(site.id);
    const first = await browser.send([event('session_start'), event('page_view')]);
    expect(first.reply).toMatchObject({ stream: browser.stream, sequence: 1, rejected: [], segments: [] });
    expect(first.reply.maybe).toEqual([['three_views', ['#', 'page_view', [], 2]]]);
    const second = await browser.send([event('identify', { attributes: { email: 'Ann@Example.org' } })]);
    expect(second.reply.segments).toEqual(['email_known']);
  });

  it('has its effect once when it is sent again, and is answered the same bytes', async () => {
    const browser = new Browser(site.id);
    const batch = browser.batch([event('page_view'), event('page_view')]);
    const first = await (await browser.post(batch)).text();
    const again = await (await browser.post(batch)).text();
    const replyOf = (text: string) => text.slice(text.indexOf('"reply":'));
    expect(replyOf(again)).toBe(replyOf(first));
    const { version, snapshot } = await profileOf(browser);
    expect(version).toBe(1);
    expect(snapshot.pageViews).toBe(2);
  });

  it('loses nothing when sixteen writers meet on one visitor', async () => {
    const browser = new Browser(site.id);
    const batches = Array.from({ length: 16 * 25 }, () => browser.batch([event('page_view')]));
    const writers = Array.from({ length: 16 }, (_, writer) =>
      (async () => {
        for (const batch of batches.filter((_, index) => index % 16 === writer)) {
          const response = await browser.post(batch);
          expect(response.status).toBe(200);
        }
      })(),
    );
    await Promise.all(writers);
    const { version, snapshot } = await profileOf(browser);
    expect(version).toBe(400);
    expect(snapshot.pageViews).toBe(400);
  }, 60_000);

  it('keeps the good events when one is bad, and says which and why', async () => {
    const browser = new Browser(site.id);
    const { reply } = await browser.send([
      event('page_view'),
      event('Not a name'),
      { name: 'page_view' },
      event('custom', JSON.parse('{"__proto__": {"polluted": true}}')),
      event('page_view', { note: 'x'.repeat(2_000) }),
      event('page_view', { at: [[[[[[[['deep']]]]]]]] }),
      event('promotion_exposed', { campaign: 'cmp_none', variant: 'a', decision: 'abcdefgh' }),
      event('page_view'),
    ]);
    expect(reply.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reply.rejected[2]?.detail).toContain('"__proto__" is not allowed');
    expect(reply.rejected[3]?.detail).toBe('/properties/note: longer than 1024 bytes');
    expect((await profileOf(browser)).snapshot.pageViews).toBe(2);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('has its times corrected by the clock of its sending, once', async () => {
    const browser = new Browser(site.id);
    const twoDays = 2 * 86_400_000;
    const happened = Date.now() - 60_000;
    const batch = browser.batch([event('page_view', {}, { time: happened + twoDays })]);
    const response = await browser.post(batch, { sentAt: Date.now() + twoDays });
    expect(response.status).toBe(200);
    const { snapshot } = await profileOf(browser);
    expect(Math.abs((snapshot.lastSeenAt as number) - happened)).toBeLessThan(2_000);
  });
});

describe('what is refused', () => {
  const good = () => ({ stream: 'streamrefus', sequence: 1, events: [], consent: {}, gpc: false, language: 'en' });
  const envelope = (more: Record<string, unknown> = {}) =>
    JSON.stringify({ site: site.id, seed: 's'.repeat(22), sentAt: Date.now(), batch: good(), ...more });

  const cases: [name: string, body: () => string, status: number, type: string, headers?: Record<string, string>][] = [
    ['an unknown site', () => envelope({ site: 's_nobody' }), 404, 'unknown-site'],
    ['a site key that is none', () => envelope({ site: 'nobody' }), 400, 'invalid-request'],
    ['a foreign origin', () => envelope(), 403, 'foreign-origin', { origin: 'https://evil.example' }],
    ['a forged visitor token', () => envelope({ token: 'v1.AAAAAAAAAAAAAAAAAAAAAA' }), 401, 'invalid-token'],
    ['a body of 65 KB', () => envelope({ batch: { ...good(), language: 'x'.repeat(66_000) } }), 413, 'too-large'],
    ['51 events', () => envelope({ batch: { ...good(), events: Array(51).fill({}) } }), 413, 'too-large'],
    [
      'depth 100',
      () => envelope().replace('"events":[]', `"events":${'['.repeat(100)}${']'.repeat(100)}`),
      400,
      'too-deep',
    ],
    ['what is not JSON', () => '{"site":', 400, 'malformed-json'],
    ['nothing', () => '', 400, 'malformed-json'],
    ['a list', () => '[]', 400, 'invalid-request'],
    [
      'a __proto__ key in the envelope',
      () => envelope().replace('{', '{"__proto__":{"site":"s_x"},'),
      400,
      'invalid-request',
    ],
    ['sequence 0', () => envelope({ batch: { ...good(), sequence: 0 } }), 400, 'invalid-request'],
    ['a short seed', () => envelope({ seed: 'abc' }), 400, 'invalid-request'],
  ];

  it.each(cases)('%s gets a clear problem, and nothing is stored', async (_, body, status, type, headers) => {
    const before = await rowCounts();
    const response = await postBody(body(), headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('access-control-allow-origin')).not.toBeNull();
    expect(((await response.json()) as Problem).type).toBe(`/problems/${type}`);
    expect(await rowCounts()).toEqual(before);
  });

  it('names the place with a JSON Pointer', async () => {
    const response = await postBody(envelope({ batch: { ...good(), sequence: 'one' } }));
    expect(((await response.json()) as Problem).errors?.[0]?.pointer).toBe('/batch/sequence');
  });
});

describe('sizes', () => {
  it('follow moves by delta, republished meanings and rescans, and equal a count', async () => {
    const sized = await makeSite({ id: 's_sizes', segments: [emailKnown, threeViews] });
    const size = async (ordinal: number) => (await segmentSizes(env.DB, sized.id)).get(ordinal);
    const anna = new Browser(sized.id);
    const ben = new Browser(sized.id);
    await anna.send([event('page_view'), event('page_view'), event('page_view')]);
    await ben.send([event('page_view')]);
    expect(await size(2)).toEqual({ total: 1, identified: 0 });

    await anna.send([event('identify', { attributes: { email: 'anna@example.org' } })]);
    expect(await size(1)).toEqual({ total: 1, identified: 1 });
    expect(await size(2)).toEqual({ total: 1, identified: 1 });

    await sized.edit(views(1));
    await sized.publish();
    expect(await size(2)).toBeUndefined();
    await ben.send([event('page_view')]);
    expect(await size(2)).toEqual({ total: 1, identified: 0 });
    await rescan(env, new Pace(Date.now() + 10_000), sized.id);
    await rescan(env, new Pace(Date.now() + 10_000));
    expect(await size(2)).toEqual({ total: 2, identified: 1 });
    expect(await size(1)).toEqual({ total: 1, identified: 1 });
  });

  it('count events from before the rule that asks for them was published', async () => {
    const late = await makeSite({ id: 's_late' });
    const browser = new Browser(late.id);
    await browser.send([event('add_to_cart', { currency: 'EUR' }), event('add_to_cart', { currency: 'PLN' })]);
    await late.segments.create(
      'segment',
      'seg_pln',
      {
        id: 'seg_pln',
        name: 'In złoty',
        exposedKey: 'in_pln',
        rule: {
          kind: 'event',
          event: 'add_to_cart',
          where: [{ property: 'currency', operator: 'is', value: 'pln' }],
          window: { kind: 'ever' },
          aggregate: { kind: 'count' },
          operator: 'eq',
          value: 1,
        },
      },
      Date.now(),
    );
    await late.publish();
    const answer: CollectResponse = await browser.send([event('page_view')]);
    expect(answer.reply.maybe).toEqual([['in_pln', ['!', ['#', 'add_to_cart', [['currency', 'in', ['pln']]], 1]]]]);
  });
});
