import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Secrets of one local installation, made on its first start. */
export interface Secrets {
  VISITOR_SECRET: string;
  ADMIN_SECRET: string;
}

/** Nothing leaves this machine: no telemetry, no look-up of a location, no questions. */
const quietEnvironment = {
  ...process.env,
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: '1',
};

/** The folder's secrets; made when there are none. */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const secret = () => randomBytes(32).toString('base64url');
    writeFileSync(file, JSON.stringify({ VISITOR_SECRET: secret(), ADMIN_SECRET: secret() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

/** Brings the local D1 up to the migrations of this checkout; does nothing when they have not changed since the last time. */
export function migrate(folder: string): void {
  const migrations = join(root, 'worker/migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(join(migrations, name)));
  const mark = join(folder, 'migrated');
  const wanted = hash.digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...wrangler, 'd1', 'migrations', 'apply', 'usher', '--local', '--env', 'local', '--persist-to', stateOf(folder)],
    { cwd: root, env: quietEnvironment, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the database could not be migrated:\n${stdout}${stderr}`);
  writeFileSync(mark, wanted);
}

/** Starts the Worker with its demo on 127.0.0.1. `output` gets every line the server prints. */
export function serve(folder: string, { port, secrets }: { port: number; secrets: Secrets }) {
  const args = ['dev', '--env', 'local', '--ip', '127.0.0.1', '--port', String(port), '--persist-to', stateOf(folder)];
  const vars = Object.entries(secrets).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  return spawn(
    process.execPath,
    [
      ...wrangler,
      ...args,
      ...vars,
      '--show-interactive-dev-session=false',
      '--log-level',
      'error',
      '--inspector-port',
      '0',
    ],
    { cwd: root, env: quietEnvironment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

const wrangler = ['--no-warnings', join(root, 'node_modules/wrangler/bin/wrangler.js')];

function stateOf(folder: string): string {
  return join(folder, 'state');
}
