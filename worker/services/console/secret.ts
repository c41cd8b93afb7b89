/** Secrets of links and cookies: shown once, kept as SHA-256. They are random enough that a fast hash is right. */

const secretBytes = 32;

/** 256 random bits in base64url. */
export function newSecret(): string {
  return crypto.getRandomValues(new Uint8Array(secretBytes)).toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** SHA-256 in hex. */
export async function hashSecret(secret: string): Promise<string> {
  return new Uint8Array(await sha256(secret)).toHex();
}

/** Compares without telling by its duration how much was right. False when `expected` is empty. */
export async function sameSecret(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(given), sha256(expected)]);
  return crypto.subtle.timingSafeEqual(a, b) && expected !== '';
}

/** A random id with the given prefix, e.g. `seg_1f0c…` (64 bits). */
export function newId<Prefix extends string>(prefix: Prefix): `${Prefix}${string}` {
  return `${prefix}${crypto.getRandomValues(new Uint8Array(8)).toHex()}`;
}

function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}
