import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { AuditChange } from '../../worker/stores/audit-log.ts';
import { keptVersions, versionsOf } from '../../worker/stores/definition-versions.ts';
import { campaign } from '../support/campaigns.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const id = 's_versions' as SiteId;
const ordered = (value: number): Rule => ({ kind: 'attribute', attribute: 'order_count', operator: 'gte', value });
const buyers = (value: number) => ({ id: 'seg_buyers', name: 'Buyers', rule: ordered(value) });

interface Told {
  revision: number;
  draft: AuditChange[];
  versions: { version: number; at: number; by: string; isEnd: boolean; changes: AuditChange[] }[];
}

let site: SiteUnderTest;
let cookie: string;

async function told(path: string): Promise<Told> {
  const response = await callConsole('GET', `${path}/versions`, { cookie });
  expect(response.status).toBe(200);
  return (await response.json()) as Told;
}

const restore = (path: string, version: number, revision: number, as = cookie) =>
  callConsole('POST', `${path}/versions/${version}/restore`, { cookie: as, body: { revision } });

beforeAll(async () => {
  site = await makeSite({
    id,
    segments: [
      buyers(1),
      { id: 'seg_mail', name: 'Mail', rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } },
    ],
    campaigns: [campaign({ id: 'cmp_hello', name: 'Hello' })],
  });
  cookie = await signedInAs(id);
});

it('keeps what each publish changed, by whom and when, and tells it in sentences', async () => {
  await site.edit(buyers(2));
  expect((await told('/segments/seg_buyers')).draft).toMatchObject([{ what: 'rule' }]);
  await site.publish();
  await site.publish();
  const { draft, versions } = await told('/segments/seg_buyers');
  expect(draft).toEqual([]);
  expect(versions).toMatchObject([
    {
      version: 2,
      by: 'test',
      isEnd: false,
      changes: [{ what: 'rule', before: 'orders is at least 1', after: 'orders is at least 2' }],
    },
    { version: 1, by: 'test', isEnd: false },
  ]);
  expect(Math.abs(Date.now() - (versions[0]?.at ?? 0))).toBeLessThan(60_000);
  // What did not change has no new version.
  expect((await told('/segments/seg_mail')).versions.map(({ version }) => version)).toEqual([1]);
});

it('makes an earlier version the draft again, unless somebody saved meanwhile', async () => {
  const { revision } = await told('/segments/seg_buyers');
  expect((await restore('/segments/seg_buyers', 1, revision - 1)).status).toBe(409);
  expect((await restore('/segments/seg_buyers', 1, revision, await signedInAs(id, 'viewer'))).status).toBe(403);
  expect((await restore('/segments/seg_buyers', 7, revision)).status).toBe(404);
  const restored = await restore('/segments/seg_buyers', 1, revision);
  expect(await restored.json()).toEqual({ id: 'seg_buyers', revision: revision + 1 });
  const stored = await site.segments.get('segment', 'seg_buyers');
  expect(stored?.draft.rule).toEqual(ordered(1));
  expect(stored?.published?.rule).toEqual(ordered(2));
  const { entries } = (await (await callConsole('GET', '/audit', { cookie })).json()) as {
    entries: { action: string; name: string }[];
  };
  expect(entries[0]).toMatchObject({ action: 'segment version restored', name: 'Buyers' });
  await site.publish();
  expect((await told('/segments/seg_buyers')).versions[0]?.changes).toMatchObject([{ after: 'orders is at least 1' }]);
});

it('tells when visitors got it no more, and that it came back', async () => {
  expect((await callConsole('POST', '/segments/seg_mail/archive', { cookie })).status).toBe(204);
  await site.publish();
  expect((await callConsole('POST', '/segments/seg_mail/restore', { cookie })).status).toBe(204);
  await site.publish();
  const { versions } = await told('/segments/seg_mail');
  expect(versions.map(({ isEnd }) => isEnd)).toEqual([false, true, false]);
});

it('tells of a campaign what changed as deep as it lies, its audience as a sentence', async () => {
  const stored = await site.segments.get('campaign', 'cmp_hello');
  if (!stored) throw new Error('no campaign');
  const { draft, revision } = stored;
  const [variant] = draft.variants;
  if (!variant) throw new Error('no variant');
  const edited = {
    ...draft,
    audience: { include: ['seg_buyers'], exclude: [], rule: ordered(3) },
    variants: [{ ...variant, weight: 7, promotion: { ...variant.promotion, label: 'Another' } }],
  };
  await site.segments.saveDraft('campaign', edited, { id: 'cmp_hello', revision, now: Date.now() });
  await site.publish();
  const [newest] = (await told('/campaigns/cmp_hello')).versions;
  expect(newest?.changes).toEqual(
    expect.arrayContaining([
      { what: 'audience, in any of', before: null, after: 'Buyers' },
      { what: 'audience, rule', before: null, after: 'orders is at least 3' },
      { what: 'variants 1, weight', before: String(variant.weight), after: '7' },
      { what: 'variants 1, promotion, label', before: variant.promotion.label, after: 'Another' },
    ]),
  );
  expect(newest?.changes).toHaveLength(4);
  const restored = await restore('/campaigns/cmp_hello', 1, revision + 1);
  expect(restored.status).toBe(200);
  expect((await site.segments.get('campaign', 'cmp_hello'))?.draft).toEqual(draft);
});

it('keeps so many, the newest', async () => {
  await env.DB.prepare(
    `INSERT INTO definition_versions (site, kind, id, version, body)
     SELECT v.site, v.kind, v.id, -value, v.body FROM definition_versions v, json_each(?1)
     WHERE v.site = ?2 AND v.id = 'seg_buyers' AND v.version = 1`,
  )
    .bind(JSON.stringify(Array.from({ length: keptVersions }, (_, index) => index)), id)
    .run();
  const count = () =>
    env.DB.prepare(
      `SELECT count(*) AS c, max(version) AS last FROM definition_versions WHERE site = ? AND id = 'seg_buyers'`,
    )
      .bind(id)
      .first<{ c: number; last: number }>();
  expect((await count())?.c).toBeGreaterThan(keptVersions);
  await site.edit(buyers(9));
  const version = await site.publish();
  expect(await count()).toEqual({ c: keptVersions, last: version });
  expect((await versionsOf(env.DB, id, { kind: 'segment', id: 'seg_mail' })).length).toBe(3);
});
