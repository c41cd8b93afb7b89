interface Signing {
  site: string;
  /** The key in force; its place is left open where there is none. */
  key: { id: string; algorithm: 'HS256' | 'ES256' } | undefined;
}

/** Code for the site's server that signs who a customer is. */
export function signingSnippet({ site, key = { id: 'key_…', algorithm: 'HS256' } }: Signing): string {
  const secret =
    key.algorithm === 'HS256'
      ? 'new TextEncoder().encode(process.env.USHER_IDENTITY_SECRET)'
      : "await importPKCS8(process.env.USHER_IDENTITY_KEY, 'ES256')";
  return `import { ${key.algorithm === 'ES256' ? 'importPKCS8, ' : ''}SignJWT } from 'jose';

const token = await new SignJWT({ email: customer.email })
  .setProtectedHeader({ alg: '${key.algorithm}', kid: '${key.id}' })
  .setSubject(customer.id)
  .setAudience('${site}')
  .setIssuedAt()
  .setExpirationTime('1h')
  .sign(${secret});`;
}

/** Code for the page that has the token. */
export const pageSnippet = "usher('identify', { token });";
