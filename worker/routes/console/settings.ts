import { Hono } from 'hono';
import * as z from 'zod';
import { isTimeZone } from '../../../shared/rules/calendar.ts';
import { Site } from '../../../shared/schema/site.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ownerOnly } from '../../middleware/owner-only.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { changesBetween } from '../../services/audit.ts';
import { settingsWords } from '../../services/console/settings-words.ts';
import { readSite, saveSite } from '../../stores/sites.ts';
import { body } from './body.ts';

const Settings = Site.omit({ id: true });
const Edit = z.strictObject({ before: Settings, settings: Settings });

/** Settings of the site. Origins and consent act within seconds; what rules and campaigns rest on with the next publish. */
export const settings = new Hono<AuditedContext>()
  .get('/', async function getSettings(c) {
    const { id, ...found } = await siteOf(c.env.DB, c.var.user.site);
    return c.json({ id, settings: found });
  })
  .put('/', ownerOnly, body(Edit), async function saveSettings(c) {
    const { before, settings: wanted } = c.req.valid('json');
    if (!isTimeZone(wanted.timeZone)) {
      const detail = `"${wanted.timeZone}" is no time zone: write one as Europe/Berlin`;
      throw new ProblemError('invalid-request', undefined, [{ pointer: '/settings/timeZone', detail }]);
    }
    const { site: id } = c.var.user;
    const saved = await saveSite(c.env.DB, { before: { id, ...before }, after: { id, ...wanted } });
    if (!saved) throw new ProblemError('conflict', 'somebody else changed the settings meanwhile: look again');
    c.set('note', { changes: changesBetween(before, wanted, settingsWords(wanted.currency)) });
    return c.body(null, 204);
  });

async function siteOf(db: D1Database, id: Parameters<typeof readSite>[1]): Promise<Site> {
  const found = await readSite(db, id);
  if (!found) throw new ProblemError('unknown-site');
  return found.site;
}
