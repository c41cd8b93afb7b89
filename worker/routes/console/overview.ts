import { Hono } from 'hono';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { maxSamplePeople } from '../../services/sample/sample-people.ts';
import { attentionOf } from '../../stores/attention.ts';
import { readAudit } from '../../stores/audit-log.ts';
import { Definitions } from '../../stores/definitions.ts';
import { backlog } from '../../stores/job-pages.ts';
import { countPeople } from '../../stores/people-count.ts';
import { SamplePeople } from '../../stores/sample-people.ts';
import { readSite } from '../../stores/sites.ts';

/** A longer backlog is not counted to its end. */
const maxBacklog = 10_000;
/** What went wrong longer ago is no news. */
const attentionMs = 7 * 86_400_000;
const maxChanges = 6;

/** What the home page says: a few numbers, what a new site still lacks, what went wrong lately, what was changed last. */
export const overview = new Hono<ConsoleContext>().get('/', async function getOverview(c) {
  const { site } = c.var.user;
  const definitions = new Definitions(c.env.DB, site);
  const now = Date.now();
  const samples = new SamplePeople(c.env.DB, site);
  const [found, people, segments, campaigns, late, heard, sampled, attention, changes] = await Promise.all([
    readSite(c.env.DB, site),
    countPeople(c.env.DB, site),
    definitions.list('segment'),
    definitions.list('campaign'),
    backlog(c.env.DB, site, { now, limit: maxBacklog + 1 }),
    samples.isAnybodyReal(),
    samples.count(),
    attentionOf(c.env.DB, site, now - attentionMs),
    readAudit(c.env.DB, { site, before: Number.MAX_SAFE_INTEGER, limit: maxChanges }),
  ]);
  return c.json({
    version: found?.bundleVersion ?? 0,
    people,
    segments: segments.length,
    campaigns: campaigns.length,
    // What a new site has got to, step by step.
    steps: {
      heard,
      segment: segments.length > 0,
      campaign: campaigns.length > 0,
      live: campaigns.some(({ published }) => published !== null),
    },
    samples: { people: sampled, most: maxSamplePeople },
    attention,
    changes: changes.map(({ id, at, who, action, name }) => ({ id, at, who, action, name })),
    liveCampaigns: campaigns.filter(({ published }) => published?.state === 'live').length,
    // Profiles that time alone may have moved and that were not looked at since; null when there are none.
    recheck: late && {
      due: Math.min(late.due, maxBacklog),
      isMore: late.due > maxBacklog,
      lateMs: now - late.since,
    },
  });
});
