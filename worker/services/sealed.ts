/**
 * Secrets that have to be read again (a key that signs) are kept encrypted with AES-GCM under a key derived from the installation's own
 * secret, bound to what they are for. `v1.` nonce and ciphertext in base64url.
 */

const encoder = new TextEncoder();
const base64url = { alphabet: 'base64url', omitPadding: true } as const;

/** Seals a secret for a purpose, e.g. `identity-key/s_demo`. */
export async function seal(installationSecret: string, purpose: string, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFor(installationSecret, purpose);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, encoder.encode(secret));
  return `v1.${iv.toBase64(base64url)}.${new Uint8Array(sealed).toBase64(base64url)}`;
}

/** The secret again; throws when it was sealed by another installation or for another purpose. */
export async function unseal(installationSecret: string, purpose: string, text: string): Promise<string> {
  const [, iv = '', sealed = ''] = text.split('.');
  const key = await keyFor(installationSecret, purpose);
  const fromBase64 = (part: string) => Uint8Array.fromBase64(part, { alphabet: 'base64url' });
  const secret = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(iv) }, key, fromBase64(sealed));
  return new TextDecoder().decode(secret);
}

async function keyFor(installationSecret: string, purpose: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(installationSecret), 'HKDF', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encoder.encode(purpose) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
