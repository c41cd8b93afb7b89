import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Env } from '../../config.ts';

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/**
 * The email that Cloudflare Access proves (https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/):
 * null when the installation is not guarded by it, or the assertion does not verify.
 */
export async function accessEmail(env: Env, assertion: string | undefined): Promise<string | null> {
  const { ACCESS_TEAM: team, ACCESS_AUDIENCE: audience } = env;
  if (!team || !audience || !assertion) return null;
  let keys = keySets.get(team);
  if (!keys) {
    keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', team));
    keySets.set(team, keys);
  }
  try {
    const { payload } = await jwtVerify(assertion, keys, { issuer: team, audience, requiredClaims: ['exp', 'email'] });
    return typeof payload.email === 'string' ? payload.email : null;
  } catch (error) {
    console.warn('an assertion of Access does not verify', error);
    return null;
  }
}
