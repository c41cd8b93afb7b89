import { Hono } from 'hono';
import { Pace } from '../../jobs/pace.ts';
import { rescan } from '../../jobs/rescan.ts';
import { ProblemError } from '../../middleware/problem.ts';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { type DefinitionState, definitionState } from '../../services/console/definition-state.ts';
import { publish, reviewDrafts } from '../../services/publish.ts';
import { type DefinitionKind, Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';

/** Cloudflare ends what a response left behind after 30 s; the minute's job goes on from there. */
const walkMs = 20_000;

/** What a publish would change, and the publish itself. */
export const publishing = new Hono<ConsoleContext>()
  .get('/', async function getChanges(c) {
    const { site } = c.var.user;
    const definitions = new Definitions(c.env.DB, site);
    const [found, ...kinds] = await Promise.all([
      readSite(c.env.DB, site),
      changesOf(definitions, 'segment'),
      changesOf(definitions, 'campaign'),
      deletionsOf(definitions),
    ]);
    return c.json({ version: found?.bundleVersion ?? 0, changes: kinds.flat() });
  })
  .get('/review', async function getReview(c) {
    return c.json(await reviewDrafts({ db: c.env.DB, bundles: c.env.BUNDLES }, c.var.user.site));
  })
  .post('/', async function postPublish(c) {
    const { site, email } = c.var.user;
    const published = await publish({ db: c.env.DB, bundles: c.env.BUNDLES }, site, { by: email, now: Date.now() });
    if ('overtaken' in published) throw new ProblemError('conflict', 'somebody else published just now: look again');
    if (!published.ok) throw new ProblemError('invalid-definition', undefined, published.faults);
    c.executionCtx.waitUntil(rescan(c.env, new Pace(Date.now() + walkMs), site));
    return c.json({ version: published.version });
  });

/** What the next publish does to one definition. */
interface Change {
  kind: Extract<DefinitionKind, 'segment' | 'campaign'>;
  id: string;
  name: string;
  state: Exclude<DefinitionState, 'published'> | 'archived' | 'deleted';
}

async function changesOf(definitions: Definitions, kind: Change['kind']): Promise<Change[]> {
  const all = await definitions.list(kind);
  return all.flatMap((definition): Change[] => {
    const change = { kind, id: definition.id, name: definition.draft.name };
    if (definition.archivedAt !== null) {
      return definition.published === null ? [] : [{ ...change, state: 'archived' }];
    }
    const state = definitionState(definition);
    return state === 'published' ? [] : [{ ...change, state }];
  });
}

async function deletionsOf(definitions: Definitions): Promise<Change[]> {
  const gone = await definitions.deletedButPublished('segment');
  return gone.map(({ id, name }) => ({ kind: 'segment', id, name, state: 'deleted' }));
}
