import type { Rule } from '../../../shared/rules/rule.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../../worker/config.ts';
import { Pace } from '../../../worker/jobs/pace.ts';
import { recheckDue } from '../../../worker/jobs/recheck.ts';
import { rescan } from '../../../worker/jobs/rescan.ts';
import local from '../../../worker/local/index.ts';
import { publish } from '../../../worker/services/publish.ts';
import { Definitions } from '../../../worker/stores/definitions.ts';
import type { JobRun } from '../../support/job-run.ts';
import { countingDb } from './counting-db.ts';

const site = 's_demo' as SiteId;
const longestMs = 600_000;

/** The Worker with its demo, and the jobs on demand, their bill counted. */
export default {
  ...local,
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/bench/recheck') {
      const { now } = (await request.json()) as { now: number };
      return Response.json(await measured(env, (counted, pace) => recheckDue(counted, pace, () => now)));
    }
    if (pathname === '/bench/republish') {
      await changeEverySegment(env);
      return Response.json(await measured(env, (counted, pace) => rescan(counted, pace, site)));
    }
    return local.fetch(request, env, context);
  },
};

async function measured(env: Env, job: (env: Env, pace: Pace) => Promise<unknown>): Promise<JobRun> {
  const { db, bill } = countingDb(env.DB);
  const startedAt = Date.now();
  await job({ ...env, DB: db }, new Pace(startedAt + longestMs));
  const { statements, read, written, ms } = bill;
  return { ms: Date.now() - startedAt, databaseMs: ms, statements, rowsRead: read, rowsWritten: written };
}

/** Another meaning for each, so that everybody has to be counted anew. */
async function changeEverySegment(env: Env): Promise<void> {
  const definitions = new Definitions(env.DB, site);
  const now = Date.now();
  for (const { id, draft, revision } of await definitions.list('segment')) {
    const some: Rule = { kind: 'bucket', salt: id, operator: 'in', percent: 1 };
    const rule: Rule = { kind: 'any', rules: [draft.rule, some] };
    await definitions.saveDraft('segment', { ...draft, rule }, { id, revision, now });
  }
  const published = await publish({ db: env.DB, bundles: env.BUNDLES }, site, { by: 'bench', now });
  if (!published.ok) throw new Error(JSON.stringify(published));
}
