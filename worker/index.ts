import { makeApp } from './app.ts';
import type { Env } from './config.ts';
import { everyMinute } from './jobs/every-minute.ts';
import { runImports } from './jobs/run-imports.ts';

const app = makeApp();

/** Imports leave off before the next minute's begin. */
const importsMs = 50_000;

export default {
  fetch: app.fetch,
  async scheduled(_, env) {
    await Promise.all([everyMinute(env), runImports(env, Date.now() + importsMs)]);
  },
} satisfies ExportedHandler<Env>;
