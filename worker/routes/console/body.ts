import { createMiddleware } from 'hono/factory';
import type * as z from 'zod';
import { ProblemError } from '../../middleware/problem.ts';
import { faultsOf } from './faults-of.ts';

/** A definition of 100 conditions with lists of 1,000 values stays far below it. */
export const maxConsoleBodyBytes = 524_288;
/** Rules nest eight deep, each level costing two or three of JSON; the parsers recurse, so it is checked first. */
export const maxConsoleDepth = 48;

/** Reads a JSON body and checks it against the schema; each fault is told by its JSON Pointer. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return createMiddleware<
    object,
    string,
    { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }
  >(async function body(c, next) {
    const text = await c.req.text();
    if (text.length > maxConsoleBodyBytes) {
      throw new ProblemError('too-large', `the body has ${text.length} characters; at most ${maxConsoleBodyBytes} are read`);
    }
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) throw new ProblemError('invalid-request', undefined, faultsOf(parsed.error));
    c.req.addValidatedData('json', parsed.data as object);
    await next();
  });
}

function parseJson(text: string): unknown {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (inText) {
      if (char === '\\') i += 1;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > maxConsoleDepth) throw new ProblemError('too-deep', `at most ${maxConsoleDepth} levels are read`);
    } else if (char === '}' || char === ']') depth -= 1;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('malformed-json', error instanceof Error ? error.message : undefined);
  }
}
