import { env } from 'cloudflare:workers';

/** Every row of every table, and every value of KV, as text. */
export async function everythingKept(): Promise<string> {
  const tables = await Promise.all((await tableNames()).map((name) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
  const { keys } = await env.BUNDLES.list();
  const values = await Promise.all(keys.map(({ name }) => env.BUNDLES.get(name)));
  return JSON.stringify([tables.map((table) => table.results), keys, values]);
}

/** Tables of ours. */
export async function tableNames(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name <> 'd1_migrations'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}
