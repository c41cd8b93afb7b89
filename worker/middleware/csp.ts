import { createMiddleware } from 'hono/factory';
import type { AppContext } from '../config.ts';

export interface NonceContext extends AppContext {
  Variables: { nonce: string };
}

/** Gives the console's pages a fresh style nonce and the headers that keep foreign script, frames and forms out. */
export const csp = policyOf("'none'");

/** The same for a page that the console itself puts into a frame. */
export const framedCsp = policyOf("'self'");

function policyOf(ancestors: "'none'" | "'self'") {
  return createMiddleware<NonceContext>(async function csp(c, next) {
    const nonce = crypto.randomUUID();
    c.set('nonce', nonce);
    await next();
    c.header(
      'content-security-policy',
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data: https:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'self'",
        `frame-ancestors ${ancestors}`,
      ].join('; '),
    );
    c.header('referrer-policy', 'same-origin');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
  });
}
