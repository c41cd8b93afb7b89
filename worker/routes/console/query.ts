import { createMiddleware } from 'hono/factory';
import type * as z from 'zod';
import { faultsOf, ProblemError } from '../../middleware/problem.ts';

/** Checks the query string against the schema, whose fields are texts; each fault is told by its JSON Pointer. */
export function query<Schema extends z.ZodType<Record<string, string | undefined>>>(schema: Schema) {
  return createMiddleware<object, string, { in: { query: z.input<Schema> }; out: { query: z.output<Schema> } }>(
    async function query(c, next) {
      const parsed = schema.safeParse(c.req.query());
      if (!parsed.success) throw new ProblemError('invalid-request', undefined, faultsOf(parsed.error));
      c.req.addValidatedData('query', parsed.data);
      await next();
    },
  );
}
