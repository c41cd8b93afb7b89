import type * as z from 'zod';
import type { Fault } from '../../../shared/schema/problem.ts';

/** The faults of a refused body or query, each at its JSON Pointer. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.message,
  }));
}
