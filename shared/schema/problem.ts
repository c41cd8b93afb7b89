/** RFC 9457 problems: the closed list of everything that can go wrong over HTTP. */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'too-deep': { status: 400, title: 'The body is nested too deeply' },
  'invalid-request': { status: 400, title: 'The request does not have the right shape' },
  'invalid-token': { status: 401, title: 'The visitor token does not verify' },
  'invalid-api-token': { status: 401, title: 'The API token does not open anything' },
  'missing-scope': { status: 403, title: 'The token may not do this' },
  'idempotency-conflict': { status: 409, title: 'The idempotency key is in use' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'signed-out': { status: 401, title: 'Sign in first' },
  'invalid-link': { status: 401, title: 'The sign-in link is used up, expired or unknown' },
  'foreign-origin': { status: 403, title: 'The site does not allow this origin' },
  'read-only': { status: 403, title: 'Your role may look but not change' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'unknown-site': { status: 404, title: 'There is no such site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'in-use': { status: 409, title: 'It is used elsewhere' },
  frozen: { status: 409, title: 'Its members cannot be changed' },
  'live-segment': { status: 409, title: 'It depends on the open page' },
  'same-members': { status: 409, title: 'Another static segment has the same members' },
  conflict: { status: 409, title: 'Somebody else changed it meanwhile' },
  'broken-off': { status: 408, title: 'The body broke off before its end; send it again' },
  erased: { status: 410, title: 'This visitor was erased' },
  'too-large': { status: 413, title: 'The body is too large' },
  'invalid-definition': { status: 422, title: 'The definition cannot be published' },
  'too-many-members': { status: 422, title: 'Too many people for a static segment' },
  overloaded: { status: 503, title: 'Too much at once; try again shortly' },
  internal: { status: 500, title: 'Something went wrong here' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemName = keyof typeof problems;

/** One fault inside a body, found at a JSON Pointer (RFC 6901). */
export interface Fault {
  pointer: string;
  /** The fact, the value, the cure. */
  detail: string;
}

/** The `application/problem+json` body. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: Fault[];
}
