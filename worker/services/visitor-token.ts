import type { SiteId, VisitorId } from '../../shared/schema/names.ts';

/**
 * Ids and tokens that only the server can make. A *visitor id* is an HMAC of the browser's seed. A *visitor token* says that
 * this visitor was admitted to this site; a *debug token* lets a page ask why promotions were refused.
 */

const idBytes = 16;
const signatureBytes = 16;
const debugTokenMs = 3_600_000;

/** The visitor behind a seed: the same for the same site and seed, and nothing that could be guessed from them. */
export async function visitorIdOf(secret: string, site: SiteId, seed: string): Promise<VisitorId> {
  return (await sign(secret, `visitor|${site}|${seed}`, idBytes)) as VisitorId;
}

/** The token handed to a visitor with every reply. */
export async function makeVisitorToken(secret: string, site: SiteId, visitor: VisitorId): Promise<string> {
  return `v1.${await sign(secret, `token|${site}|${visitor}`, signatureBytes)}`;
}

/** Lets whoever holds it see, for an hour, why promotions of a site are refused to their own browser. */
export async function makeDebugToken(secret: string, site: SiteId, now: number): Promise<string> {
  const expiresAt = now + debugTokenMs;
  return `d1.${expiresAt}.${await sign(secret, `debug|${site}|${expiresAt}`, signatureBytes)}`;
}

/** Is this debug token ours, for this site, and not expired? */
export async function isDebugToken(secret: string, token: string, at: { site: SiteId; now: number }): Promise<boolean> {
  const expiresAt = Number(/^d1\.(\d{13})\./.exec(token)?.[1] ?? 0);
  if (expiresAt <= at.now) return false;
  return isSame(token, await makeDebugToken(secret, at.site, expiresAt - debugTokenMs));
}

const keys = new Map<string, Promise<CryptoKey>>();

export async function sign(secret: string, text: string, bytes: number): Promise<string> {
  let key = keys.get(secret);
  if (!key) {
    key = crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    keys.set(secret, key);
  }
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await key, utf8(text)));
  return signature.subarray(0, bytes).toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** Compares without telling by its time where two texts differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [utf8(a), utf8(b)];
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
