import { makeApp } from './app.ts';
import type { Env } from './config.ts';
import { everyMinute } from './jobs/every-minute.ts';
import { forgetExpired } from './jobs/forget-expired.ts';
import { runExports } from './jobs/run-exports.ts';
import { runImports } from './jobs/run-imports.ts';
import { tellWebhooks } from './jobs/tell-webhooks.ts';

const app = makeApp();

/** Imports and webhooks leave off before the next minute's begin. */
const jobsMs = 50_000;

export default {
  fetch: app.fetch,
  async scheduled(_, env) {
    const endsAt = Date.now() + jobsMs;
    await forgetExpired(env);
    await Promise.all([everyMinute(env), runImports(env, endsAt), tellWebhooks(env, endsAt), runExports(env, endsAt)]);
  },
} satisfies ExportedHandler<Env>;
