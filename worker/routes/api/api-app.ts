import { OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { type ProblemName, problems } from '../../../shared/schema/problem.ts';
import { maxPerCall, type TokenScope } from '../../../shared/schema/server-api.ts';
import { type ApiContext, scope } from '../../middleware/bearer.ts';
import { faultsOf, ProblemError } from '../../middleware/problem.ts';

/** The body of every answer that is no success, RFC 9457. */
const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** A group of routes of the server API: what does not fit its schema is told by JSON Pointers. */
export function newApi(): OpenAPIHono<ApiContext> {
  return new OpenAPIHono<ApiContext>({
    defaultHook: (result) => {
      if (result.success) return;
      const place = result.target === 'json' ? '' : `/${result.target}`;
      throw new ProblemError('invalid-request', undefined, faultsOf(result.error as unknown as z.ZodError, place));
    },
  });
}

/** What every operation has: its scope, the token, and the problems it may end with beside those that any may. */
export function operation(wanted: TokenScope, ...possible: ProblemName[]) {
  const names: ProblemName[] = ['invalid-request', 'invalid-api-token', 'missing-scope', 'rate-limited', ...possible];
  return {
    security: [{ token: [wanted] }],
    middleware: [scope(wanted)],
    problems: problemResponses(names),
  };
}

function problemResponses(names: readonly ProblemName[]) {
  const byStatus = Map.groupBy(names, (name) => problems[name].status);
  const content = { 'application/problem+json': { schema: ProblemBody } };
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      { description: ofStatus.map((name) => problems[name].title).join('; '), content },
    ]),
  ) as Record<never, never>;
}

/** A response with a JSON body. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** A request with a JSON body that has to be there. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

/** A batch whose items are looked at one by one, each by the schema of this id. */
export function items(schemaId: 'ProfileWrite' | 'EventWrite' | 'OrderWrite') {
  return z
    .array(z.unknown())
    .min(1)
    .max(maxPerCall)
    .meta({ items: { $ref: `#/components/schemas/${schemaId}` } });
}
