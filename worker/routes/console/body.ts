import { createMiddleware } from 'hono/factory';
import type * as z from 'zod';
import { jsonDepth } from '../../middleware/json-depth.ts';
import { faultsOf, ProblemError } from '../../middleware/problem.ts';
import { readLimited } from '../../middleware/read-limited.ts';

/** A definition of 100 conditions with lists of 1,000 values stays far below it. */
export const maxConsoleBodyBytes = 524_288;
/** Rules nest eight deep, each level costing two or three of JSON; the parsers recurse, so it is checked first. */
export const maxConsoleDepth = 48;

/** Reads a JSON body and checks it against the schema; each fault is told by its JSON Pointer. */
export function body<Schema extends z.ZodType>(schema: Schema, maxBytes = maxConsoleBodyBytes) {
  return createMiddleware<object, string, { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }>(
    async function body(c, next) {
      const text = await readLimited(c.req.raw, maxBytes);
      if (text === null) throw new ProblemError('too-large', `at most ${maxBytes} bytes are read`);
      const parsed = schema.safeParse(parseJson(text));
      if (!parsed.success) throw new ProblemError('invalid-request', undefined, faultsOf(parsed.error));
      c.req.addValidatedData('json', parsed.data as object);
      await next();
    },
  );
}

function parseJson(text: string): unknown {
  const depth = jsonDepth(text);
  if (depth > maxConsoleDepth)
    throw new ProblemError('too-deep', `${depth} levels: at most ${maxConsoleDepth} are read`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('malformed-json', error instanceof Error ? error.message : undefined);
  }
}
