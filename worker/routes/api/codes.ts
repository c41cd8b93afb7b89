import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { Code, CodePool, CodePoolId, codeRefusals, maxCodesPerCall } from '../../../shared/schema/code-pool.ts';
import { Identifiers } from '../../../shared/schema/server-api.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { redeemCode, validateCode } from '../../services/codes.ts';
import { readingOf } from '../../services/people/reading-of.ts';
import { resolvePeople } from '../../services/people/resolve.ts';
import { readReference } from '../../services/people/statements.ts';
import { writePeople } from '../../services/people/write-people.ts';
import type { ApiToken } from '../../stores/api-tokens.ts';
import { Codes } from '../../stores/codes.ts';
import { body, json, newApi, operation } from './api-app.ts';

const reading = operation('read', 'not-found');
const writing = operation('write', 'not-found', 'conflict');
const owning = operation('admin', 'not-found');
const poolParams = z.object({ pool: CodePoolId });

const listPools = createRoute({
  method: 'get',
  path: '/code-pools',
  operationId: 'listCodePools',
  summary: 'Pools of coupon codes',
  security: reading.security,
  middleware: reading.middleware,
  responses: {
    200: json(
      'All of them.',
      z.object({
        pools: z.array(z.object({ id: CodePoolId, settings: CodePool, codes: z.int(), free: z.int() })),
      }),
    ),
    ...reading.problems,
  },
});
const putPool = createRoute({
  method: 'put',
  path: '/code-pools/{pool}',
  operationId: 'putCodePool',
  summary: 'Make a pool, or change when and for whom its codes are good',
  security: owning.security,
  middleware: owning.middleware,
  request: { params: poolParams, ...body(CodePool) },
  responses: { 200: json('Kept.', z.object({ id: CodePoolId })), ...owning.problems },
});
const addCodes = createRoute({
  method: 'post',
  path: '/code-pools/{pool}/codes',
  operationId: 'addCodes',
  summary: `Add up to ${maxCodesPerCall} codes to a pool`,
  description: 'One code that everybody may use is a pool of one. A code that the site has already stays where it is.',
  security: owning.security,
  middleware: owning.middleware,
  request: { params: poolParams, ...body(z.strictObject({ codes: z.array(Code).min(1).max(maxCodesPerCall) })) },
  responses: { 200: json('Added.', z.object({ added: z.int() })), ...owning.problems },
});
const give = createRoute({
  method: 'post',
  path: '/code-pools/{pool}/give',
  operationId: 'giveCode',
  summary: 'Give somebody a code of the pool',
  description: 'The one they have already, or a free one. Somebody who is not known yet becomes a profile.',
  security: writing.security,
  middleware: writing.middleware,
  request: { params: poolParams, ...body(z.strictObject({ identifiers: Identifiers })) },
  responses: { 200: json('Theirs.', z.object({ code: z.string() })), ...writing.problems },
});

const Verdict = z.object({ valid: z.boolean(), reason: z.enum(codeRefusals).nullable() });
const Use = z.strictObject({
  code: Code,
  identifiers: Identifiers.optional(),
  total: z.number().nonnegative().optional(),
});
const validate = createRoute({
  method: 'post',
  path: '/codes/validate',
  operationId: 'validateCode',
  summary: 'May this customer use this code?',
  security: reading.security,
  middleware: reading.middleware,
  request: body(Use),
  responses: { 200: json('The verdict.', Verdict), ...reading.problems },
});
const redeem = createRoute({
  method: 'post',
  path: '/codes/redeem',
  operationId: 'redeemCode',
  summary: 'Use a code for an order',
  description: 'Counts once for an order, however often it is said; the profile is told. A refusal changes nothing.',
  security: writing.security,
  middleware: writing.middleware,
  request: body(Use.required({ identifiers: true }).extend({ order: z.string().min(1).max(100) })),
  responses: { 200: json('The verdict; valid: it is used.', Verdict), ...writing.problems },
});

export const codes = newApi()
  .openapi(listPools, async function listPools(c) {
    const pools = await new Codes(c.env.DB, c.var.token.site).pools();
    const shown = pools.map(({ pool: { id, createdAt: _, ...settings }, ...counts }) => ({ id, settings, ...counts }));
    return c.json({ pools: shown }, 200);
  })
  .openapi(putPool, async function putPool(c) {
    const { pool: id } = c.req.valid('param');
    await new Codes(c.env.DB, c.var.token.site).putPool(id, c.req.valid('json'), Date.now());
    return c.json({ id }, 200);
  })
  .openapi(addCodes, async function addCodes(c) {
    const added = await new Codes(c.env.DB, c.var.token.site).add(c.req.valid('param').pool, c.req.valid('json').codes);
    if (added === null) throw new ProblemError('not-found', 'this site has no such pool');
    return c.json({ added }, 200);
  })
  .openapi(give, async function giveCode(c) {
    const { site } = c.var.token;
    const now = Date.now();
    const n = await knownOrNew(c.env, c.var.token, c.req.valid('json').identifiers, now);
    const code = await new Codes(c.env.DB, site).give(c.req.valid('param').pool, n, now);
    if (code === null) throw new ProblemError('not-found', 'no code of this pool is free');
    return c.json({ code }, 200);
  })
  .openapi(validate, async function validateOne(c) {
    const { code, identifiers, total } = c.req.valid('json');
    const n = identifiers ? await known(c.env, c.var.token, identifiers) : null;
    const reason = await validateCode(c.env, c.var.token.site, code, { n, total, now: Date.now() });
    return c.json({ valid: reason === null, reason }, 200);
  })
  .openapi(redeem, async function redeemOne(c) {
    const { code, identifiers, total, order } = c.req.valid('json');
    const now = Date.now();
    const { site } = c.var.token;
    if ((await known(c.env, c.var.token, identifiers)) === null) {
      // A refusal makes nobody known.
      const refusal = await validateCode(c.env, site, code, { n: null, total, now });
      if (refusal !== null) return c.json({ valid: false, reason: refusal }, 200);
    }
    const n = await knownOrNew(c.env, c.var.token, identifiers, now);
    const reason = await redeemCode(c.env, site, { code, order, customer: { n, total, now } });
    return c.json({ valid: reason === null, reason }, 200);
  });

/** The profile that ids mean; null for somebody whom nobody knows. Throws `invalid-request`, `conflict`. */
async function known(env: Env, { site }: ApiToken, identifiers: Identifiers): Promise<number | null> {
  const { country } = await readingOf(env, site, 'api');
  const who = readReference(identifiers, { country, pointer: '/identifiers' });
  if (!who.ok) throw new ProblemError('invalid-request', undefined, who.faults);
  const [found] = await resolvePeople(env.DB, site, { references: [who.value], acceptClaimed: false });
  if (found?.kind === 'ambiguous') throw new ProblemError('conflict', found.detail);
  return found?.kind === 'known' ? found.n : null;
}

async function knownOrNew(env: Env, { site }: ApiToken, identifiers: Identifiers, now: number): Promise<number> {
  const { country } = await readingOf(env, site, 'api');
  const who = readReference(identifiers, { country, pointer: '/identifiers' });
  if (!who.ok) throw new ProblemError('invalid-request', undefined, who.faults);
  const statement = { events: [], proven: who.value.identities, consent: {}, source: 'api' };
  const options = { unknown: 'create', acceptClaimed: false, now } as const;
  const [outcome] = await writePeople(env, site, [{ who: who.value, statement }], options);
  if (!outcome || !('n' in outcome)) throw new ProblemError('conflict', outcome?.detail);
  return outcome.n;
}
