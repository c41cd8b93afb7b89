import type * as z from 'zod';
import { faultsOf } from '../../middleware/problem.ts';
import type { Read } from '../../services/people/statements.ts';

/** One item of a batch by its schema, or its faults below `pointer`: items are looked at one by one. */
export function parseItem<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  pointer: string,
): Read<z.infer<Schema>> {
  const parsed = schema.safeParse(raw);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, faults: faultsOf(parsed.error, pointer) };
}
