import { createMiddleware } from 'hono/factory';
import { jsonDepth } from './json-depth.ts';
import { ProblemError } from './problem.ts';
import { readLimited } from './read-limited.ts';

/**
 * Reads a JSON body within limits, before anything parses it; what comes after finds it read. A request without a body passes.
 */
export function jsonBody({ maxBytes, maxDepth }: { maxBytes: number; maxDepth: number }) {
  return createMiddleware(async function jsonBody(c, next) {
    if (c.req.raw.body) {
      const text = await readLimited(c.req.raw, maxBytes);
      if (text === null) throw new ProblemError('too-large', `at most ${maxBytes} bytes are read`);
      const depth = jsonDepth(text);
      if (depth > maxDepth) throw new ProblemError('too-deep', `${depth} levels: at most ${maxDepth} are read`);
      if (text !== '') mustParse(text);
      c.req.raw = new Request(c.req.raw, { body: text });
    }
    await next();
  });
}

function mustParse(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new ProblemError('malformed-json', error instanceof Error ? error.message : undefined);
  }
}
