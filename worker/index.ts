import { makeApp } from './app.ts';
import type { Env } from './config.ts';
import { everyMinute } from './jobs/every-minute.ts';

const app = makeApp();

export default {
  fetch: app.fetch,
  async scheduled(_, env) {
    await everyMinute(env);
  },
} satisfies ExportedHandler<Env>;
