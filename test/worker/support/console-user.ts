import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Role } from '../../../worker/stores/users.ts';

export const consoleOrigin = 'https://usher.example';

/** Asks the operator's route for a one-time link; the bearer is the right one unless told otherwise. */
export function askForLink(invitation: unknown, bearer = env.ADMIN_SECRET): Promise<Response> {
  return SELF.fetch(`${consoleOrigin}/api/admin/sign-in-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
    body: JSON.stringify(invitation),
  });
}

/** The secret in a fresh link for somebody of a site. */
export async function linkSecret(site: string, role: Role = 'owner', email = `${role}@example.org`): Promise<string> {
  const response = await askForLink({ site, email, name: 'Ann', role });
  const { link } = (await response.json()) as { link: string };
  return new URL(link).hash.slice(1);
}

/** A call of the console's API as a page of the console would make it. */
export function callConsole(
  method: string,
  path: string,
  { cookie, body, headers }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  return SELF.fetch(`${consoleOrigin}/api/console${path}`, {
    method,
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Signs somebody in; answers the cookie that the browser would send. */
export async function signedInAs(site: string, role: Role = 'owner', email = `${role}@example.org`): Promise<string> {
  const response = await callConsole('POST', '/session', { body: { secret: await linkSecret(site, role, email) } });
  return cookieOf(response);
}

export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
