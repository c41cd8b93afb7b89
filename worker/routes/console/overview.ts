import { Hono } from 'hono';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { Definitions } from '../../stores/definitions.ts';
import { Profiles } from '../../stores/profiles.ts';
import { readSite } from '../../stores/sites.ts';

/** The few numbers of the home page. */
export const overview = new Hono<ConsoleContext>().get('/', async function getOverview(c) {
  const { site } = c.var.user;
  const definitions = new Definitions(c.env.DB, site);
  const [found, people, segments, campaigns] = await Promise.all([
    readSite(c.env.DB, site),
    new Profiles(c.env.DB).count(site),
    definitions.list('segment'),
    definitions.list('campaign'),
  ]);
  return c.json({
    version: found?.bundleVersion ?? 0,
    people,
    segments: segments.length,
    campaigns: campaigns.length,
    liveCampaigns: campaigns.filter(({ published }) => published?.state === 'live').length,
  });
});
