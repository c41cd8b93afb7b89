import type { Env } from '../config.ts';
import { runImport } from '../services/import/run-import.ts';
import { Imports } from '../stores/imports.ts';

/** Goes on with imports that nobody watches, longest waiting first, until `endsAt` (epoch ms). */
export async function runImports(env: Env, endsAt: number): Promise<void> {
  for (const { site, id } of await new Imports(env.DB).running()) {
    if (Date.now() >= endsAt) return;
    await runImport(env, site, id, endsAt).catch((error: unknown) =>
      console.error('import', id, 'goes on later', error),
    );
  }
}
