import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod';
import { type Fault, type Problem, type ProblemName, problems } from '../../shared/schema/problem.ts';
import { isTransient } from '../stores/is-transient.ts';

/** Thrown by routes and services to end a request with one of the closed list of problems. */
export class ProblemError extends Error {
  readonly problem: ProblemName;
  readonly errors: Fault[] | undefined;

  constructor(problem: ProblemName, detail?: string, errors?: Fault[]) {
    super(detail ?? problems[problem].title);
    this.problem = problem;
    this.errors = errors;
  }
}

/** Turns what a handler threw into `application/problem+json`. What is not a `ProblemError` is a fault of ours and says nothing of itself. */
export function answerProblem(error: Error, context: Context): Response {
  if (error instanceof ProblemError) return problemResponse(error.problem, error.message, error.errors);
  // What hono's own validators throw for a body that is missing or no JSON.
  if (error instanceof HTTPException && error.status === 400) return problemResponse('malformed-json', error.message);
  console.error(context.req.method, context.req.path, error);
  return problemResponse(isTransient(error) ? 'overloaded' : 'internal');
}

/** A problem as a response, RFC 9457. */
export function problemResponse(name: ProblemName, detail?: string, errors?: Fault[]): Response {
  const { status, title } = problems[name];
  const body: Problem = {
    type: `/problems/${name}`,
    title,
    status,
    ...(detail === undefined || detail === title ? {} : { detail }),
    ...(errors ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'private, no-cache',
      ...(status === 503 ? { 'retry-after': '5' } : {}),
    },
  });
}

/** zod's issues as faults with JSON Pointers, below `pointer`. */
export function faultsOf(error: z.ZodError, pointer = ''): Fault[] {
  return error.issues.map((issue) => ({
    pointer: [pointer, ...issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
    detail: issue.message,
  }));
}
