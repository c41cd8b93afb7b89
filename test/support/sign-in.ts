import type { Server } from './server.ts';

/** Signs an owner of the demo site into the console; answers the cookie that a browser would send. */
export async function signIn(server: Server): Promise<string> {
  const { link } = await server.admin<{ link: string }>('/api/admin/sign-in-links', {
    site: 's_demo',
    email: 'bench@example.org',
    name: 'Bench',
    role: 'owner',
  });
  const response = await fetch(`${server.origin}/api/console/session`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ secret: new URL(link).hash.slice(1) }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
