import { Hono } from 'hono';
import { importJWK } from 'jose';
import * as z from 'zod';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ownerOnly } from '../../middleware/owner-only.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { newId, newSecret } from '../../services/console/secret.ts';
import { identityKeyPurpose } from '../../services/identity-token.ts';
import { seal } from '../../services/sealed.ts';
import { IdentityKeys } from '../../stores/identity-keys.ts';
import { body } from './body.ts';

/** For ES256 the public key of the site's own pair; for HS256 a secret is made here. */
const Creation = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('HS256') }),
  z.strictObject({
    algorithm: z.literal('ES256'),
    publicKey: z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string().max(64),
      y: z.string().max(64),
    }),
  }),
]);

/** Keys with which the site's server signs who somebody is. Make a new one, sign with it, then revoke the old one. */
export const identityKeys = new Hono<AuditedContext>()
  .use(ownerOnly)
  .get('/', async function listKeys(c) {
    const keys = await new IdentityKeys(c.env.DB, c.var.user.site).list();
    return c.json({ keys: keys.map(({ material: _, ...key }) => key) });
  })
  .post('/', body(Creation), async function makeKey(c) {
    const wanted = c.req.valid('json');
    const { site } = c.var.user;
    const id = newId('key_');
    const secret = wanted.algorithm === 'HS256' ? newSecret() : null;
    const material =
      wanted.algorithm === 'HS256'
        ? await seal(c.env.VISITOR_SECRET, identityKeyPurpose(site), secret as string)
        : await publicKeyText(wanted.publicKey);
    await new IdentityKeys(c.env.DB, site).add({ id, algorithm: wanted.algorithm, material }, Date.now());
    c.set('note', { subject: id, name: wanted.algorithm });
    return c.json({ id, secret }, 201);
  })
  .delete('/:id', async function revokeKey(c) {
    if (!(await new IdentityKeys(c.env.DB, c.var.user.site).revoke(c.req.param('id'), Date.now()))) {
      throw new ProblemError('not-found', 'this site has no such key in force');
    }
    return c.body(null, 204);
  });

async function publicKeyText(jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }): Promise<string> {
  try {
    await importJWK(jwk, 'ES256');
  } catch {
    throw new ProblemError('invalid-request', undefined, [{ pointer: '/publicKey', detail: 'is no point of P-256' }]);
  }
  return JSON.stringify(jwk);
}
