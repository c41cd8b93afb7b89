import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import type { ProvenIdentity } from '../../shared/profile/accepted-batch.ts';
import { identityValue } from '../../shared/profile/identity.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { type IdentityKey, IdentityKeys } from '../stores/identity-keys.ts';
import { unseal } from './sealed.ts';

/** A token may be used for so long at most, whatever it says of itself. */
const maxTokenAgeSeconds = 24 * 3_600;

/**
 * Who a signed identity token says somebody is: `sub` is the source id, `email` and `phone` if it has them. The site's own server
 * signs it (HS256 or ES256, RFC 7519) with `aud` the site's key, `iat` and `exp`. Null when it does not verify.
 */
export async function verifyIdentityToken(env: Env, site: SiteId, token: string): Promise<ProvenIdentity[] | null> {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    const keys = (await new IdentityKeys(env.DB, site).list()).filter(({ revokedAt }) => revokedAt === null);
    const key = keys.find(({ id }) => id === kid);
    if (!key || key.algorithm !== alg) return null;
    const { payload } = await jwtVerify(token, await verifierOf(env, site, key), {
      algorithms: [key.algorithm],
      audience: site,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: maxTokenAgeSeconds,
    });
    return proven({ source_id: payload.sub, email: payload.email, phone: payload.phone });
  } catch {
    // jose throws for every fault of a token; none of them is told to the page.
    return null;
  }
}

function proven(claims: Record<ProvenIdentity['kind'], unknown>): ProvenIdentity[] | null {
  const identities = (Object.keys(claims) as ProvenIdentity['kind'][]).flatMap((kind) => {
    const value = identityValue(kind, claims[kind]);
    return value === null ? [] : { kind, value };
  });
  return identities.some(({ kind }) => kind === 'source_id') ? identities : null;
}

async function verifierOf(env: Env, site: SiteId, key: IdentityKey): Promise<Parameters<typeof jwtVerify>[1]> {
  if (key.algorithm === 'HS256') {
    return new TextEncoder().encode(await unseal(env.VISITOR_SECRET, identityKeyPurpose(site), key.material));
  }
  return importJWK(JSON.parse(key.material) as JWK, 'ES256');
}

/** What an HS256 key of a site is sealed for. */
export function identityKeyPurpose(site: SiteId): string {
  return `identity-key/${site}`;
}
