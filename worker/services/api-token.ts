import type { SiteId } from '../../shared/schema/names.ts';
import type { TokenScope } from '../../shared/schema/server-api.ts';
import { ApiTokens } from '../stores/api-tokens.ts';
import { hashSecret, newId, newSecret } from './console/secret.ts';

const prefix = 'ush_';

/** Makes a token for one site; its secret is in the answer and nowhere else. */
export async function makeApiToken(
  db: D1Database,
  what: { site: SiteId; name: string; scopes: TokenScope[]; expiresAt: number | null; by: string; now: number },
): Promise<{ id: string; secret: string }> {
  const secret = prefix + newSecret();
  const id = newId('tok_');
  await new ApiTokens(db).add({
    id,
    hash: await hashSecret(secret),
    site: what.site,
    name: what.name,
    scopes: what.scopes,
    createdAt: what.now,
    createdBy: what.by,
    expiresAt: what.expiresAt,
  });
  return { id, secret };
}
