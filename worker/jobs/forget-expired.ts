import type { Env } from '../config.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How long what only guards against repetition or helps to mend is kept. */
const keptMs = {
  idempotencyKeys: dayMs,
  eventIds: 7 * dayMs,
  failedRows: 30 * dayMs,
};

/** Lets go what has served its time: idempotency keys, ids of events, windows of rates, failed rows of imports. */
export async function forgetExpired(env: Env, now = Date.now()): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM idempotency_keys WHERE at < ?').bind(now - keptMs.idempotencyKeys),
    env.DB.prepare('DELETE FROM event_ids WHERE at < ?').bind(now - keptMs.eventIds),
    env.DB.prepare('DELETE FROM rate_windows WHERE minute < ?').bind(Math.floor(now / minuteMs) - 1),
    env.DB.prepare('DELETE FROM import_failures WHERE import IN (SELECT id FROM imports WHERE finished_at < ?)').bind(
      now - keptMs.failedRows,
    ),
  ]);
}
