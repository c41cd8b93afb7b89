import { env } from 'cloudflare:workers';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import { runExport } from '../../../worker/services/exports/run-export.ts';
import { Browser, event } from './browser.ts';
import { callConsole, signedInAs } from './console-user.ts';
import { callApi, tokenOf } from './server-api.ts';
import { makeSite } from './site.ts';

/** A site with one of everything, and who may do everything there. */
export interface WholeSite {
  id: string;
  /** Stands in everything the site keeps. */
  canary: string;
  cookie: string;
  token: string;
  /** What the routes' parameters may name. */
  ids: Record<
    | 'pool'
    | 'code'
    | 'segment'
    | 'list'
    | 'campaign'
    | 'profile'
    | 'order'
    | 'user'
    | 'token'
    | 'key'
    | 'import'
    | 'webhook'
    | 'export'
    | 'run',
    string
  > & {
    attribute: string;
    event: string;
  };
}

/** Makes a site with one of everything. */
export async function wholeSite(id: string, campaign: Campaign): Promise<WholeSite> {
  const canary = `canary_of_${id}`;
  const segment = `seg_${id.slice(2)}`;
  const site = await makeSite({
    id,
    segments: [{ id: segment, name: canary, rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } }],
    campaigns: [{ ...campaign, id: `cmp_${id.slice(2)}`, name: canary }],
  });
  const cookie = await signedInAs(id, 'owner');
  const token = await tokenOf(id, 'admin');
  const made = async (method: string, path: string, body: unknown) =>
    (await (await callConsole(method, path, { cookie, body })).json()) as { id: string; link: string };
  const written = await callApi('POST', '/profiles', {
    token,
    body: { identifiers: { email: `${canary}@x.example` }, attributes: { first_name: canary } },
  });
  const profile = ((await written.json()) as { id: string }).id;
  const order = { id: `order-at-${id}`, identifiers: { id: profile }, total: 5, currency: 'EUR' };
  await callApi('POST', '/orders', { token, body: { orders: [order] } });
  const [pool, code] = [`pool_${id.slice(2)}`, `CODE-OF-${id}`.toUpperCase()];
  await callApi('PUT', `/code-pools/${pool}`, { token, body: { name: canary, perCode: 5 } });
  await callApi('POST', `/code-pools/${pool}/codes`, { token, body: { codes: [code] } });
  await callApi('POST', `/code-pools/${pool}/give`, { token, body: { identifiers: { id: profile } } });
  const browser = new Browser(site.id);
  await browser.send([event('page_view', { title: canary })]);
  const attribute = `${canary}_attribute`;
  const ownEvent = `${canary}_event`;
  await made('POST', '/attributes', {
    ...{ name: attribute, label: canary, group: 'other', type: 'shortText' },
    ...{ purpose: 'personalisation', writtenBy: 'visitor' },
  });
  await made('POST', '/events', { name: ownEvent, label: canary, properties: [] });
  const list = await made('POST', '/segments/lists', { name: `${canary} list`, members: [profile] });
  const key = await made('POST', '/identity-keys', { algorithm: 'HS256' });
  const ownToken = await made('POST', '/tokens', { name: canary, scopes: ['read'] });
  const imported = await made('POST', '/imports', {
    name: canary,
    hasHeader: false,
    columns: [{ kind: 'identity', identity: 'email' }],
  });
  await callConsole('PUT', `/imports/${imported.id}/parts/0`, { cookie, body: `${canary}@imported.example` });
  const webhook = await made('POST', '/webhooks', { url: `https://93.184.215.14/${canary}`, kinds: ['segment.left'] });
  const exported = await made('POST', '/exports', { name: canary, segment, attributes: ['email', 'first_name'] });
  await made('POST', '/users', { email: `${canary}@user.example`, name: canary, role: 'viewer' });
  const user = await env.DB.prepare('SELECT id FROM users WHERE site = ? AND role = ?')
    .bind(id, 'viewer')
    .first<string>('id');
  await site.publish();
  const { run } = (await (await callConsole('POST', `/exports/${exported.id}/run`, { cookie })).json()) as {
    run: string;
  };
  await runExport(env, run, Date.now() + 10_000);
  return {
    ...{ id, canary, cookie, token },
    ids: {
      ...{ segment, list: list.id, campaign: `cmp_${id.slice(2)}`, profile, order: order.id, user: user as string },
      ...{
        token: ownToken.id,
        key: key.id,
        import: imported.id,
        webhook: webhook.id,
        export: exported.id,
        run,
        pool,
        code,
        attribute,
        event: ownEvent,
      },
    },
  };
}

/** Every row that is a site's, table by table; the marks that asking leaves on tokens and rates do not count. */
export async function rowsOf(site: string): Promise<Record<string, unknown[]>> {
  const { results: tables } = await env.DB.prepare(
    `SELECT m.name, json_group_array(c.name) AS columns FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'd1_migrations'
     GROUP BY m.name`,
  ).all<{ name: string; columns: string }>();
  const rows: Record<string, unknown[]> = {};
  for (const { name, columns } of tables) {
    if (name === 'rate_windows') continue;
    const own = ownRows(JSON.parse(columns) as string[], name);
    if (own === null) continue;
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}" WHERE ${own}`)
      .bind(site)
      .all<Record<string, unknown>>();
    rows[name] = results.map(({ last_used_at: _, ...row }) => row);
  }
  return rows;
}

function ownRows(columns: readonly string[], table: string): string | null {
  if (columns.includes('site')) return 'site = ?1';
  if (table === 'sites') return 'id = ?1';
  if (columns.includes('n')) return 'n IN (SELECT n FROM profiles WHERE site = ?1)';
  if (columns.includes('import')) return 'import IN (SELECT id FROM imports WHERE site = ?1)';
  if (columns.includes('user')) return 'user IN (SELECT id FROM users WHERE site = ?1)';
  return null;
}
