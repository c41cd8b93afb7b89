import type { Env } from '../config.ts';
import { fileKeptMs } from '../services/exports/file-link.ts';
import { nextRun } from '../services/exports/next-run.ts';
import { runExport } from '../services/exports/run-export.ts';
import { Exports } from '../stores/exports.ts';
import { readSite } from '../stores/sites.ts';

/** Begins the exports that are due and goes on with those that run, until `endsAt` (epoch ms). `clock`: epoch ms. */
export async function runExports(env: Env, endsAt: number, clock = Date.now): Promise<void> {
  const exports = new Exports(env.DB);
  await exports.forgetFiles(clock() - fileKeptMs);
  for (const one of await exports.due(clock())) {
    const zone = (await readSite(env.DB, one.site))?.site.timeZone ?? 'UTC';
    // What was missed while nothing ran is made once.
    await exports.begin(one, {
      run: `run_${one.id.slice('exp_'.length)}_${one.nextAt}`,
      asOf: clock(),
      nextAt: nextRun(one.settings, clock(), zone),
    });
  }
  for (const run of await exports.running()) {
    if (Date.now() >= endsAt) return;
    await runExport(env, run, endsAt);
  }
}
