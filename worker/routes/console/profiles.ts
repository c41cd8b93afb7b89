import { Hono } from 'hono';
import * as z from 'zod';
import { ProblemError } from '../../middleware/problem.ts';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { profileId, profileNumber, profilePage, profileRow } from '../../services/console/profile-rows.ts';
import { Definitions } from '../../stores/definitions.ts';
import { type ProfileRow, Profiles } from '../../stores/profiles.ts';
import { readTimeline, timelinePlace } from '../../stores/timeline.ts';
import { query } from './query.ts';

export const profilesPerPage = 25;

/** `before`: the `next` of the page before. */
const ListQuery = z.strictObject({
  before: z
    .string()
    .regex(/^p_\d{1,15}$/)
    .optional(),
});
const TimelineQuery = z.strictObject({
  before: z.string().regex(timelinePlace).optional(),
});

export const profiles = new Hono<ConsoleContext>()
  .get('/', query(ListQuery), async function listProfiles(c) {
    const before = c.req.valid('query').before;
    const number = before === undefined ? null : profileNumber(before);
    const store = new Profiles(c.env.DB);
    const { site } = c.var.user;
    const [page, people] = await Promise.all([
      store.page({ site, ...(number !== null && { before: number }), limit: profilesPerPage + 1 }),
      store.count(site),
    ]);
    const shown = page.slice(0, profilesPerPage);
    const last = page.length > profilesPerPage ? shown.at(-1) : undefined;
    return c.json({ profiles: shown.map(profileRow), people, next: last ? profileId(last.n) : null });
  })
  .get('/:id', async function getProfile(c) {
    const { site } = c.var.user;
    const row = await profileOf(new Profiles(c.env.DB), site, c.req.param('id'));
    return c.json(profilePage(row, await new Definitions(c.env.DB, site).list('segment')));
  })
  .get('/:id/timeline', query(TimelineQuery), async function getTimeline(c) {
    const row = await profileOf(new Profiles(c.env.DB), c.var.user.site, c.req.param('id'));
    const before = c.req.valid('query').before;
    const segments = await new Definitions(c.env.DB, c.var.user.site).list('segment');
    const names = new Map(segments.map(({ ordinal, draft }) => [ordinal, draft.name]));
    const page = { n: row.n, before: before ?? null };
    return c.json(await readTimeline(c.env.DB, { ...page, segmentName: (ordinal) => names.get(ordinal) }));
  });

async function profileOf(
  store: Profiles,
  site: ConsoleContext['Variables']['user']['site'],
  id: string,
): Promise<ProfileRow> {
  const n = profileNumber(id);
  const row = n === null ? null : await store.read(site, n);
  if (!row) throw new ProblemError('not-found', 'this site has no such profile');
  return row;
}
