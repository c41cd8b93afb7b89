import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { maxSnapshotLength } from '../../shared/profile/too-much.ts';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { Promotion } from '../../shared/schema/promotion.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { answerProblem } from '../../worker/middleware/problem.ts';
import { publish } from '../../worker/services/publish.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { viewedAtLeast } from '../support/viewed-at-least.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite } from './support/site.ts';

/** What a critical reader broke once. */

const promotion: Promotion = {
  layout: 'corner',
  label: 'Shown',
  theme: { background: '#ffffff', text: '#000000', accent: '#000000', onAccent: '#ffffff', radiusPx: 8 },
  blocks: [{ kind: 'heading', text: 'Hello' }],
  thankYou: [],
};

const experiment: Campaign = {
  id: 'cmp_ab',
  name: 'A or B',
  state: 'live',
  priority: 1,
  audience: { include: [], exclude: [] },
  triggers: [{ kind: 'immediately' }],
  schedule: {},
  caps: [{ counts: 'shown', max: 2, per: { kind: 'lifetime' } }],
  controlPercent: 0,
  variants: ['a', 'b'].map((key) => ({ key, name: key, weight: 1, promotion })),
};

const views = (value: number): Segment => ({
  id: 'seg_views',
  name: 'Views',
  rule: viewedAtLeast(value),
});

describe('a visitor', () => {
  it('may have a stream that is called like a property of every object', async () => {
    const site = await makeSite({ id: 's_constructor' });
    const browser = new Browser(site.id);
    const { reply } = await browser.send([event('page_view')], { stream: 'constructor' });
    expect(reply).toMatchObject({ stream: 'constructor', sequence: 1, rejected: [] });
  });

  it('cannot choose another arm of an experiment, and still spends the cap', async () => {
    const site = await makeSite({ id: 's_arms', campaigns: [experiment] });
    const browser = new Browser(site.id);
    const own = (await browser.send([event('page_view')])).reply.offers[0]?.variant;
    const other = own === 'a' ? 'b' : 'a';
    const about = { campaign: 'cmp_ab', variant: other, decision: 'decision-1' };
    const { reply } = await browser.send([event('promotion_closed', about), event('promotion_exposed', about)]);
    expect(reply.rejected).toEqual([]);
    expect(reply.offers[0]).toMatchObject({ variant: own, caps: [['promotion_exposed', 1]] });
  });

  it('is kept nothing of without the consent that the site requires', async () => {
    const site = await makeSite({ id: 's_required', settings: { consentMode: 'required' } });
    const before = await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c');
    const browser = new Browser(site.id);
    const said = event('identify', { attributes: { email: 'ann@example.org' } });
    expect((await browser.send([said])).reply.rejected[0]?.detail).toBe('there is no consent to keep this');
    expect((await browser.send([said], { consent: { analytics: false } })).reply.rejected).toHaveLength(1);
    expect(await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c')).toBe(before);
    expect((await browser.send([said], { consent: { analytics: true } })).reply.rejected).toEqual([]);
    expect(await env.DB.prepare('SELECT count(*) AS c FROM identities WHERE site = ?').bind(site.id).first('c')).toBe(
      1,
    );
  });

  it('gets no more than a session cap allows when the batch does not say its session', async () => {
    const caps: Campaign['caps'] = [{ counts: 'shown', max: 1, per: { kind: 'session' } }];
    const site = await makeSite({ id: 's_session', campaigns: [{ ...experiment, caps }] });
    const browser = new Browser(site.id);
    const variant = (await browser.send([event('page_view')])).reply.offers[0]?.variant;
    await browser.send([event('promotion_exposed', { campaign: 'cmp_ab', variant, decision: 'decision-1' })]);
    expect((await browser.send([])).reply.offers).toEqual([]);
  });
});

describe('a profile', () => {
  it('that is full takes no more events, keeps what it has, and still acknowledges', async () => {
    const site = await makeSite({ id: 's_full' });
    const browser = new Browser(site.id);
    const heavy = () =>
      event('identify', {
        attributes: Object.fromEntries(
          [0, 1, 2, 3, 4].map((index) => [
            `note_${index}_${Math.random().toString(36).slice(2, 8)}`,
            'x'.repeat(9_000),
          ]),
        ),
      });
    let last = await browser.send([event('page_view')]);
    for (let index = 0; index < 14; index += 1) last = await browser.send([heavy()]);
    expect(last.reply.rejected).toEqual([{ index: 0, detail: 'this profile is full' }]);
    const longest = await env.DB.prepare('SELECT max(length(snapshot)) AS c FROM profiles WHERE site = ?')
      .bind(site.id)
      .first<number>('c');
    expect(longest).toBeLessThanOrEqual(maxSnapshotLength);
  });

  it('takes two hundred attributes and refuses as a whole what brings more, also after it was refused', async () => {
    const site = await makeSite({ id: 's_many' });
    const browser = new Browser(site.id);
    const says = (from: number, to: number) =>
      event('identify', {
        attributes: Object.fromEntries(
          Array.from({ length: to - from }, (_, index) => [`note_${from + index}`, `${from + index}`]),
        ),
      });
    const verdicts = [];
    for (const [from, to] of [
      [0, 60],
      [60, 120],
      [120, 170],
      [170, 230],
      [165, 168],
    ] as const) {
      const { reply } = await browser.send([says(from, to)]);
      verdicts.push(reply.rejected.map(({ detail }) => detail));
    }
    expect(verdicts).toEqual([[], [], [], ['this profile is full'], []]);
    const stored = await env.DB.prepare('SELECT snapshot FROM profiles WHERE site = ?').bind(site.id).first('snapshot');
    const notes = Object.keys(JSON.parse(String(stored)).attributes).filter((name) => name.startsWith('note_'));
    expect(notes).toHaveLength(170);
  });

  it('listens to a refusal even when an older batch of the same browser arrives after it', async () => {
    const site = await makeSite({ id: 's_lateconsent' });
    const browser = new Browser(site.id);
    const older = browser.batch([event('page_view')], { consent: { personalisation: true } });
    await browser.send([event('page_view')], { consent: { personalisation: false } });
    expect((await browser.post(older)).status).toBe(200);
    const snapshot = await env.DB.prepare('SELECT snapshot FROM profiles WHERE site = ?')
      .bind(site.id)
      .first<string>('snapshot');
    expect(JSON.parse(snapshot ?? '{}').consent.state).toEqual({ personalisation: false });
  });

  it('has finite sums whatever a visitor sends, and counts a numbered order once', async () => {
    const site = await makeSite({ id: 's_finite' });
    const browser = new Browser(site.id);
    const order = event('purchase', { transaction_id: 1001, value: 1e307, currency: 'EUR' });
    await browser.send([
      event('engagement', { engaged_ms: 1.5e308 }),
      event('engagement', { engaged_ms: 1.5e308 }),
      order,
      order,
    ]);
    const text = await env.DB.prepare('SELECT snapshot FROM profiles WHERE site = ?')
      .bind(site.id)
      .first<string>('snapshot');
    const snapshot = JSON.parse(text ?? '{}');
    expect(snapshot.engagedMs).toBe(2 * 86_400_000);
    expect(Object.values(snapshot.orders)).toMatchObject([{ amountMinor: 0 }]);
  });
});

describe('publishing', () => {
  it('by two at once puts one bundle after the other in force, in D1 and KV alike', async () => {
    const site = await makeSite({ id: 's_two', segments: [views(1)] });
    const both = await Promise.all(
      ['ann', 'ben'].map((by) => publish({ db: env.DB, bundles: env.BUNDLES }, site.id, { by, now: Date.now() })),
    );
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    const row = await env.DB.prepare(
      'SELECT b.version, b.body FROM sites s JOIN bundles b ON b.site = s.id AND b.version = s.bundle_version WHERE s.id = ?',
    )
      .bind(site.id)
      .first<{ version: number; body: string }>();
    expect(await env.BUNDLES.get(`bundle/${site.id}/${row?.version}`)).toBe(row?.body);
  });

  it('leaves an edit that was saved meanwhile a draft', async () => {
    const site = await makeSite({ id: 's_meanwhile', segments: [views(1)] });
    await site.edit(views(2));
    const slowKv = {
      get: (key: string) => env.BUNDLES.get(key),
      put: async (key: string, body: string) => {
        await site.edit(views(3));
        await env.BUNDLES.put(key, body);
      },
    } as unknown as KVNamespace;
    await publish({ db: env.DB, bundles: slowKv }, site.id, { by: 'ann', now: Date.now() });
    const stored = await site.segments.get('segment', 'seg_views');
    expect(stored?.published?.rule).toEqual(views(2).rule);
    expect(stored?.draft.rule).toEqual(views(3).rule);
  });

  it('is followed by a rescan that another run finishes when it is cut short', async () => {
    const site = await makeSite({ id: 's_cut', segments: [views(5)] });
    for (let index = 0; index < 4; index += 1) await new Browser(site.id).send([event('page_view')]);
    await site.edit(views(1));
    await site.publish();
    const tooLate = Date.now() - 60_000;
    await rescan(env, new Pace(tooLate), site.id);
    expect(await segmentSizes(env.DB, site.id)).toEqual(new Map());
    await rescan(env, new Pace(Date.now() + 10_000));
    expect(await segmentSizes(env.DB, site.id)).toEqual(new Map([[1, { total: 4, identified: 0 }]]));
    expect(await env.DB.prepare('SELECT count(*) AS c FROM rescans WHERE site = ?').bind(site.id).first('c')).toBe(0);
  });

  it('does not let one broken profile hold up the others', async () => {
    const site = await makeSite({ id: 's_broken', segments: [views(5)] });
    for (let index = 0; index < 3; index += 1) await new Browser(site.id).send([event('page_view')]);
    await env.DB.prepare(`UPDATE event_batches SET body = '{' WHERE n = (SELECT min(n) FROM profiles WHERE site = ?)`)
      .bind(site.id)
      .run();
    await site.edit({
      ...views(1),
      rule: {
        ...(views(1).rule as Extract<Segment['rule'], { kind: 'event' }>),
        where: [{ property: 'path', operator: 'isUnknown' }],
      },
    });
    await site.publish();
    await rescan(env, new Pace(Date.now() + 10_000), site.id);
    expect(await segmentSizes(env.DB, site.id)).toEqual(new Map([[1, { total: 2, identified: 0 }]]));
  });
});

describe('addresses and faults', () => {
  it('the language of rules is served as a JSON Schema', async () => {
    const response = await SELF.fetch('https://usher.example/api/rule.schema.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Rule',
    });
  });

  it('a site key that is too long is an unknown site', async () => {
    const response = await SELF.fetch(`https://usher.example/t/s_${'x'.repeat(40)}.js`);
    expect(response.status).toBe(404);
  });

  it.each([
    'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
    'D1_ERROR: Network connection lost.',
    'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
    'D1_ERROR: database is locked: SQLITE_BUSY',
  ])('%s asks to come again', (message) => {
    const context = { req: { method: 'POST', path: '/v1/collect' } } as unknown as Parameters<typeof answerProblem>[1];
    const response = answerProblem(new Error(message), context);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  });
});
