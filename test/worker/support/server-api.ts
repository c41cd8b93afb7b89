import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { TokenScope } from '../../../shared/schema/server-api.ts';
import { makeApiToken } from '../../../worker/services/api-token.ts';

/** A token of a site, by its secret. */
export async function tokenOf(site: string, ...scopes: TokenScope[]): Promise<string> {
  const now = Date.now();
  const what = { site: site as SiteId, name: 'test', scopes, expiresAt: null, by: 'test', now };
  return (await makeApiToken(env.DB, what)).secret;
}

/** A call of the server API. */
export function callApi(
  method: string,
  path: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  return SELF.fetch(`https://usher.example/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
