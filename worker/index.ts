import { makeApp } from './app.ts';
import type { Env } from './config.ts';
import { recheckDue } from './jobs/rescan.ts';

const app = makeApp();

export default {
  fetch: app.fetch,
  /** Every minute: profiles that time alone may have moved. */
  async scheduled(event, env) {
    await recheckDue(env, event.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
