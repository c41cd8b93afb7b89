import { Hono } from 'hono';
import * as z from 'zod';
import type { AuditedContext } from '../../middleware/audited.ts';
import { type VersionedKind, versionRows } from '../../services/console/version-rows.ts';
import { restoreVersion } from '../../services/restore-version.ts';
import { Definitions } from '../../stores/definitions.ts';
import { body } from './body.ts';
import { notSaved } from './not-saved.ts';

const Restoring = z.strictObject({ revision: z.number().int() });

/** What was published of a definition before, and a way back to it. */
export const versions = (kind: VersionedKind) =>
  new Hono<AuditedContext>()
    .get('/:id/versions', async function listVersions(c) {
      return c.json(await versionRows(c.env.DB, c.var.user.site, { kind, id: c.req.param('id') }));
    })
    .post('/:id/versions/:version{[0-9]{1,9}}/restore', body(Restoring), async function restore(c) {
      const { id, version } = c.req.param();
      const { site } = c.var.user;
      const { revision } = c.req.valid('json');
      const what = { kind, id, version: Number(version), revision, now: Date.now() };
      const name = await restoreVersion(c.env.DB, site, what);
      if (name === null) throw await notSaved(new Definitions(c.env.DB, site), kind, { id, revision });
      c.set('note', { name, changes: [{ what: 'version', before: null, after: version }] });
      return c.json({ id, revision: revision + 1 });
    });
