import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { products } from '../../client/demo/products.ts';
import { migrate, readSecrets, root, serve } from './installation.ts';

/** `npm start`: builds, migrates, serves, seeds, and prints where to go. */

const port = Number(process.env.PORT ?? 8787);
const origin = `http://127.0.0.1:${port}`;
const folder = join(root, '.usher');
const visitors = 160;
const visitorsPerCall = 20;

if (!(await isFree(port))) {
  console.error(`Port ${port} is taken: choose another with PORT=…`);
  process.exit(1);
}
const secrets = readSecrets(folder);
await import('../../client/build.ts');
migrate(folder);
const server = serve(folder, { port, secrets });
server.stdout.pipe(process.stdout);
server.stderr.pipe(process.stderr);
server.on('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
process.on('exit', () => server.kill());
// A shell between npm and this script dies of a signal without handing it on.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(0), 500).unref();

await answers();
await greet(await seed());
// `wrangler dev` keeps no clock for cron triggers. The first is at once, so that nobody waits for sizes and scores.
const everyMinute = () => fetch(`${origin}/cdn-cgi/local/scheduled`).catch(() => null);
void everyMinute();
setInterval(everyMinute, 60_000).unref();

async function answers(): Promise<void> {
  for (;;) {
    const response = await fetch(`${origin}/local/ready`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The demo's visitors, some at a time; false when an earlier start has done it. */
async function seed(): Promise<boolean> {
  const mark = join(folder, 'seeded');
  if (existsSync(mark)) return false;
  for (let first = 0; first < visitors; first += visitorsPerCall) {
    await post('/local/seed', { products, first, count: visitorsPerCall });
  }
  writeFileSync(mark, '');
  return true;
}

async function greet(isNew: boolean): Promise<void> {
  const invitation = { site: 's_demo', email: 'owner@demo.example', name: 'Demo owner' };
  const { link } = (await (await post('/api/admin/sign-in-links', invitation)).json()) as { link: string };
  console.log(`
${isNew ? 'A fortnight of visitors has been to the demo shop.' : 'The data of last time is still here; npm run reset empties it.'}

  Demo shop   ${origin}/demo/
  Console     ${origin}/console/
  Sign in     ${link}
              (once, within 15 minutes; start again for another)
`);
}

async function post(path: string, body: unknown): Promise<Response> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.ADMIN_SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)))
      .listen(wanted, '127.0.0.1');
  });
}
