import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { maxPerCall, ProfileId, ProfileWrite } from '../../../shared/schema/server-api.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { profileId, profileNumber } from '../../services/console/profile-rows.ts';
import { mergePeople } from '../../services/people/merge-people.ts';
import { readingOf } from '../../services/people/reading-of.ts';
import { readProfileWrite } from '../../services/people/statements.ts';
import { writePeople } from '../../services/people/write-people.ts';
import { body, items, json, newApi, operation } from './api-app.ts';
import { BatchOutcome, batchOutcome, goodOnes } from './outcomes.ts';
import { parseItem } from './parse-item.ts';

const options = {
  unknown: z.enum(['create', 'skip']).default('create').meta({ description: 'What becomes of somebody nobody knows.' }),
  accept_claimed: z.boolean().default(false).meta({
    description:
      'Find people by ids that somebody only typed, too, where exactly one profile claims them. Anybody can type an email: leave it off for data that must not reach the wrong browser.',
  }),
};

const one = operation('write', 'conflict', 'overloaded');
const upsert = createRoute({
  method: 'post',
  path: '/profiles',
  operationId: 'upsertProfile',
  summary: 'Write one person',
  description:
    'Makes a profile or adds to it. Ids said here are proven. Attributes that are not named stay as they are.',
  security: one.security,
  middleware: one.middleware,
  request: body(ProfileWrite.extend(options)),
  responses: {
    200: json('Written.', z.object({ id: ProfileId, outcome: z.enum(['created', 'updated', 'skipped']) })),
    ...one.problems,
  },
});

const batch = createRoute({
  method: 'post',
  path: '/profiles/batch',
  operationId: 'upsertProfiles',
  summary: `Write up to ${maxPerCall} people`,
  description: 'Each by itself: one that cannot be written is told in `results` and does not keep the others.',
  security: one.security,
  middleware: one.middleware,
  request: body(
    z.strictObject({
      profiles: items('ProfileWrite'),
      ...options,
    }),
  ),
  responses: { 200: json('What became of each.', BatchOutcome), ...one.problems },
});

const merging = operation('write', 'not-found', 'conflict', 'overloaded');
const merge = createRoute({
  method: 'post',
  path: '/profiles/merge',
  operationId: 'mergeProfiles',
  summary: 'Make two profiles of one person one',
  description:
    'History, devices, ids and orders of both go on under the older id; the other id goes on meaning the same person.',
  security: merging.security,
  middleware: merging.middleware,
  request: body(z.strictObject({ profiles: z.tuple([ProfileId, ProfileId]) })),
  responses: { 200: json('Merged.', z.object({ id: ProfileId })), ...merging.problems },
});

export const profileWrites = newApi()
  .openapi(upsert, async function upsertProfile(c) {
    const { unknown, accept_claimed: acceptClaimed, ...write } = c.req.valid('json');
    const reading = await readingOf(c.env, c.var.token.site, 'api');
    const read = readProfileWrite(write, reading);
    if (!read.ok) throw new ProblemError('invalid-request', undefined, read.faults);
    const { site } = c.var.token;
    const [outcome] = await writePeople(c.env, site, [read.value], { unknown, acceptClaimed, now: reading.now });
    if (outcome && 'n' in outcome) return c.json({ id: profileId(outcome.n), outcome: outcome.kind }, 200);
    throw new ProblemError(outcome?.kind === 'skipped' ? 'not-found' : 'conflict', outcome?.detail);
  })
  .openapi(batch, async function upsertProfiles(c) {
    const { profiles, unknown, accept_claimed: acceptClaimed } = c.req.valid('json');
    const reading = await readingOf(c.env, c.var.token.site, 'api');
    const pointerOf = (index: number) => `/profiles/${index}`;
    const reads = profiles.map((raw, index) => {
      const parsed = parseItem(ProfileWrite, raw, pointerOf(index));
      return parsed.ok ? readProfileWrite(parsed.value, reading, pointerOf(index)) : parsed;
    });
    const outcomes = await writePeople(c.env, c.var.token.site, goodOnes(reads), {
      unknown,
      acceptClaimed,
      now: reading.now,
    });
    return c.json(batchOutcome(reads, outcomes, pointerOf), 200);
  })
  .openapi(merge, async function mergeProfiles(c) {
    const [first, second] = c.req.valid('json').profiles;
    const [a, b] = [profileNumber(first) ?? 0, profileNumber(second) ?? 0];
    return c.json(
      { id: profileId(await mergePeople(c.env, c.var.token.site, { one: a, other: b, now: Date.now() })) },
      200,
    );
  });
