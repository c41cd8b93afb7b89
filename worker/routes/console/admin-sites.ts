import { Hono } from 'hono';
import { isTimeZone } from '../../../shared/rules/calendar.ts';
import { SiteId } from '../../../shared/schema/names.ts';
import { Site } from '../../../shared/schema/site.ts';
import type { AppContext } from '../../config.ts';
import { operator } from '../../middleware/operator.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { profileNumber } from '../../services/console/profile-rows.ts';
import { checkPerson } from '../../services/people/check-person.ts';
import { publish } from '../../services/publish.ts';
import { createSite, listSites } from '../../stores/sites.ts';
import { body } from './body.ts';

/** A site needs a key, a name and where its pages are; the rest has a beginning. */
const NewSite = Site.pick({ id: true, name: true, origins: true }).extend({
  timeZone: Site.shape.timeZone.refine(isTimeZone, 'write a time zone as Europe/Berlin').default('UTC'),
  currency: Site.shape.currency.default('EUR'),
  consentMode: Site.shape.consentMode.default('required'),
});

/** For the operator of the installation: its sites. A new one is published at once, so that its tag works. */
export const adminSites = new Hono<AppContext>()
  .use(operator)
  .get('/', async function getSites(c) {
    return c.json({ sites: await listSites(c.env.DB) });
  })
  .get('/:site/profiles/:id/check', async function checkProfile(c) {
    const site = SiteId.safeParse(c.req.param('site')).data;
    if (!site) throw new ProblemError('unknown-site');
    return c.json(await checkPerson(c.env, site, profileNumber(c.req.param('id')) ?? 0));
  })
  .post('/', body(NewSite), async function postSite(c) {
    const site: Site = { ...c.req.valid('json'), caps: [], holdoutPercent: 0 };
    const now = Date.now();
    if (!(await createSite(c.env.DB, site, now)))
      throw new ProblemError('in-use', `there is a site "${site.id}" already`);
    await publish({ db: c.env.DB, bundles: c.env.BUNDLES }, site.id, { by: 'operator', now });
    const origin = new URL(c.req.url).origin;
    return c.json({ id: site.id, tag: `<script async src="${origin}/t/${site.id}.js"></script>` }, 201);
  });
