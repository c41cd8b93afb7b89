import { Hono } from 'hono';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { Definitions } from '../../stores/definitions.ts';
import { backlog } from '../../stores/job-pages.ts';
import { countPeople } from '../../stores/people-count.ts';
import { readSite } from '../../stores/sites.ts';

/** A longer backlog is not counted to its end. */
const maxBacklog = 10_000;

/** The few numbers of the home page. */
export const overview = new Hono<ConsoleContext>().get('/', async function getOverview(c) {
  const { site } = c.var.user;
  const definitions = new Definitions(c.env.DB, site);
  const now = Date.now();
  const [found, people, segments, campaigns, late] = await Promise.all([
    readSite(c.env.DB, site),
    countPeople(c.env.DB, site),
    definitions.list('segment'),
    definitions.list('campaign'),
    backlog(c.env.DB, site, { now, limit: maxBacklog + 1 }),
  ]);
  return c.json({
    version: found?.bundleVersion ?? 0,
    people,
    segments: segments.length,
    campaigns: campaigns.length,
    liveCampaigns: campaigns.filter(({ published }) => published?.state === 'live').length,
    // Profiles that time alone may have moved and that were not looked at since; null when there are none.
    recheck: late && {
      due: Math.min(late.due, maxBacklog),
      isMore: late.due > maxBacklog,
      lateMs: now - late.since,
    },
  });
});
