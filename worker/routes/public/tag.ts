import { Hono } from 'hono';
import { consentModeOf } from '../../../shared/profile/consent-mode.ts';
import { SiteId } from '../../../shared/schema/names.ts';
import type { TagConfig } from '../../../shared/schema/protocol.ts';
import type { AppContext } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { readAsset, readManifest } from '../../services/assets.ts';
import { readSite } from '../../stores/sites.ts';

/** Where the built core names its settings; replaced once. */
const placeholder = 'USHER_CONFIG';

/** `GET /t/SITE.js`: the tag with the site's public settings in it, evergreen. */
export const tagRoutes = new Hono<AppContext>().get('/t/:file{s_[a-z0-9]+\\.js}', async (context) => {
  const key = context.req.param('file').slice(0, -'.js'.length);
  const id = SiteId.safeParse(key).data;
  const found = id && (await readSite(context.env.DB, id));
  if (!found) throw new ProblemError('unknown-site', `no site has the key "${key}"`);
  const [core, manifest] = await Promise.all([readAsset(context.env, '/tag.js'), readManifest(context.env)]);
  const config: TagConfig = {
    site: found.site.id,
    host: new URL(context.req.url).origin,
    consentMode: consentModeOf(found.site, (context.req.raw.cf as { country?: string } | undefined)?.country),
    currency: found.site.currency,
    popup: manifest.popup,
  };
  const script = core.replace(placeholder, () => JSON.stringify(config));
  const etag = `"${await digest(script)}"`;
  const headers = {
    'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
    etag,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  };
  if (context.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(script, { headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' } });
});

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return new Uint8Array(bytes).subarray(0, 12).toBase64({ alphabet: 'base64url', omitPadding: true });
}
