import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler';
import { heapReader } from './heap.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const adminSecret = 'admin secret of the tests';

/** A running Worker with its demo, as `npm start` would serve it, on a port of its own. */
export interface Server {
  origin: string;
  /** Calls an operator's route with the admin secret; throws unless it succeeds. */
  admin<T>(path: string, body: unknown): Promise<T>;
  /** Rows of a query. */
  sql(query: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
  /** The Worker's own memory, as in `heapReader`. Its server was started `inspected`. */
  heapMb(): Promise<number>;
  /** `kill -9` of workerd; `stop` afterwards, then start again over the same folder. */
  kill(): void;
  stop(): Promise<void>;
}

/**
 * Starts the built Worker in workerd over a folder that outlives it. `cf` is what the edge would say of every request; `entry` another
 * Worker than that of `npm start`; `inspected` lets its memory be read.
 */
export async function startServer(options: {
  folder: string;
  cf?: Record<string, unknown>;
  entry?: string;
  inspected?: boolean;
}): Promise<Server> {
  const known = new Set(childrenNamed('workerd'));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...(await workerOptions(options.entry ?? 'worker/local/index.ts')),
      host: '127.0.0.1',
      port: 0,
      ...(options.inspected && { inspectorPort: 0 }),
      cf: options.cf ?? false,
      resourcePersistencePath: options.folder,
      bindings: {
        VISITOR_SECRET: 'visitor secret of the tests',
        ADMIN_SECRET: adminSecret,
        LOCAL_WEBHOOKS: 'true',
      },
    }),
  );
  const origin = (await miniflare.ready).origin;
  const workerd = childrenNamed('workerd').filter((pid) => !known.has(pid));
  const db = await miniflare.getD1Database('DB');
  await migrate(db);
  return {
    origin,
    async admin(path, body) {
      const response = await fetch(origin + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${adminSecret}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (response.status === 204 ? undefined : await response.json()) as never;
    },
    sql: async (query, ...values) =>
      (
        await db
          .prepare(query)
          .bind(...values)
          .all()
      ).results,
    heapMb: options.inspected ? await heapReader(miniflare) : () => Promise.reject(new Error('start it inspected')),
    kill: () => {
      for (const pid of workerd) process.kill(pid, 'SIGKILL');
    },
    stop: () => miniflare.dispose(),
  };
}

type MiniflareDatabase = Awaited<ReturnType<Miniflare['getD1Database']>>;

async function migrate(db: MiniflareDatabase): Promise<void> {
  const exists = await db.prepare(`SELECT name FROM sqlite_master WHERE name = 'sites'`).first();
  if (exists) return;
  const folder = join(root, 'worker/migrations');
  for (const name of readdirSync(folder).sort()) {
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), 'utf8'));
    await db.batch(statements.map((statement) => db.prepare(statement)));
  }
}

const bundled = new Map<string, Promise<string>>();

/** The bindings of wrangler.toml with the Worker bundled once for all servers of a process. */
async function workerOptions(entry: string) {
  const script = bundled.get(entry) ?? bundle(entry);
  bundled.set(entry, script);
  const { workerOptions: options } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'), 'local');
  const { modulesRules: _, ...bindings } = options;
  return { ...bindings, modules: true, script: await script };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

function childrenNamed(name: string): number[] {
  try {
    const found = execFileSync('pgrep', ['-P', String(process.pid), name], { encoding: 'utf8' });
    return found.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}
