import { makeApp } from './app.ts';
import type { Env } from './config.ts';
import { recheckDue, rescan } from './jobs/rescan.ts';

const app = makeApp();

export default {
  fetch: app.fetch,
  /** Every minute: profiles that time alone may have moved, and rescans that were cut short. */
  async scheduled(_, env) {
    const startedAt = Date.now();
    await recheckDue(env, startedAt);
    await rescan(env, startedAt);
  },
} satisfies ExportedHandler<Env>;
