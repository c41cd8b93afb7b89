import { Hono } from 'hono';
import * as z from 'zod';
import { insightUnits, periodBounds } from '../../../shared/insights/insights.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import { ProblemError } from '../../middleware/problem.ts';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { profileOf } from '../../services/console/profile-of.ts';
import { profileId, profileNumber, profileRowWith } from '../../services/console/profile-rows.ts';
import { explainPerson } from '../../services/people/explain-person.ts';
import { countPart, estimate } from '../../services/population/count.ts';
import { exportCsv } from '../../services/population/export.ts';
import { insightsPart } from '../../services/population/insights.ts';
import { membersPage } from '../../services/population/members.ts';
import { partsPage } from '../../services/population/parts-page.ts';
import { populationQuestion } from '../../services/population/question.ts';
import { body } from './body.ts';

const membersPerPage = 20;
const maxOverlap = 4;
const maxExported = 50;

const After = z.number().int().min(0).default(0);
const Asked = z.strictObject({ rule: Rule });
/** `partsFrom`: the parts of a long rule come in several answers; ask on from `nextParts`. */
const CountAsked = z.strictObject({
  rule: Rule,
  after: After,
  parts: z.boolean().default(false),
  partsFrom: z.number().int().min(0).default(0),
});
/** Each takes two of the 100 columns that a statement of D1 answers. */
const maxCounted = 40;
const CountsAsked = z.strictObject({ rules: z.array(Rule).min(1).max(maxCounted), after: After });
const OverlapAsked = z.strictObject({ segments: z.array(z.string()).min(2).max(maxOverlap), after: After });
const MembersAsked = z.strictObject({
  rule: Rule,
  /** Names of attributes to be told of each. */
  attributes: z.array(z.string()).max(maxExported).default([]),
  before: z
    .string()
    .regex(/^p_\d{1,15}$/)
    .optional(),
});
/** `asOf` of the first part, so that all parts are of one moment. */
const InsightsAsked = z.strictObject({
  rule: Rule,
  by: z.enum(insightUnits).default('month'),
  after: After,
  asOf: z.number().int().optional(),
});
/** Parts of what was asked longer ago do not fit together any more. */
const longestAskMs = 3_600_000;
const ExplainAsked = z.strictObject({ rule: Rule, profile: ProfileId });
const ExportAsked = z.strictObject({ rule: Rule, attributes: z.array(z.string()).min(1).max(maxExported) });

/** Questions about everybody, for drafts too. They change nothing, so viewers may ask. A count comes in parts: ask on from `next`. */
export const population = new Hono<ConsoleContext>()
  .post('/count', body(CountAsked), async function countPopulation(c) {
    const { rule, after, parts: isByPart, partsFrom } = c.req.valid('json');
    const { site } = c.var.user;
    const now = Date.now();
    const { parts, next: nextParts } = isByPart ? partsPage(rule, partsFrom) : { parts: [], next: null };
    const rules = [rule, ...parts.flatMap(({ alone, kept }) => [alone, kept])];
    const question = await populationQuestion(c.env, site, { rules, now });
    const { counts, ...progress } = await countPart(c.env, site, { question, after });
    const [size, ...partCounts] = counts;
    return c.json({
      size: size ?? { total: 0, identified: 0 },
      parts: parts.map(({ pointer }, index) => ({
        pointer,
        alone: partCounts[index * 2]?.total ?? 0,
        kept: partCounts[index * 2 + 1]?.total ?? 0,
      })),
      nextParts,
      isUpperBound: question.live,
      asOf: now,
      ...progress,
    });
  })
  .post('/counts', body(CountsAsked), async function countEach(c) {
    const { rules, after } = c.req.valid('json');
    const { site } = c.var.user;
    const now = Date.now();
    const question = await populationQuestion(c.env, site, { rules, now });
    const { counts, ...progress } = await countPart(c.env, site, { question, after });
    return c.json({ sizes: counts, isUpperBound: question.live, asOf: now, ...progress });
  })
  .post('/estimate', body(Asked), async function estimatePopulation(c) {
    const { site } = c.var.user;
    const question = await populationQuestion(c.env, site, { rules: [c.req.valid('json').rule], now: Date.now() });
    return c.json({ ...(await estimate(c.env, site, { question })), isUpperBound: question.live });
  })
  .post('/overlap', body(OverlapAsked), async function overlapOfSegments(c) {
    const { segments, after } = c.req.valid('json');
    const { site } = c.var.user;
    const subsets = Array.from({ length: 2 ** segments.length - 1 }, (_, index) =>
      segments.filter((_segment, place) => ((index + 1) >> place) & 1),
    );
    const rules = subsets.map(
      (subset): Rule => ({
        kind: 'all',
        rules: subset.map((segment) => ({ kind: 'segment', segment, operator: 'in' })),
      }),
    );
    const question = await populationQuestion(c.env, site, { rules, now: Date.now() });
    const { counts, ...progress } = await countPart(c.env, site, { question, after });
    return c.json({
      overlaps: subsets.map((subset, index) => ({ segments: subset, total: 0, identified: 0, ...counts[index] })),
      isUpperBound: question.live,
      ...progress,
    });
  })
  .post('/insights', body(InsightsAsked), async function insightsOfPopulation(c) {
    const { rule, by, after, asOf } = c.req.valid('json');
    const { site } = c.var.user;
    const now = asOf ?? Date.now();
    if (Math.abs(Date.now() - now) > longestAskMs) {
      throw new ProblemError('invalid-request', undefined, [{ pointer: '/asOf', detail: 'is not of the last hour' }]);
    }
    const question = await populationQuestion(c.env, site, { rules: [rule], now });
    const part = await insightsPart(c.env, site, { question, by, after });
    const periods = periodBounds(by, { now, zone: question.vocabulary.timeZone });
    return c.json({ ...part, periods, isUpperBound: question.live, asOf: now });
  })
  .post('/members', body(MembersAsked), async function listMembers(c) {
    const { rule, before, attributes } = c.req.valid('json');
    const { site } = c.var.user;
    const question = await populationQuestion(c.env, site, { rules: [rule], now: Date.now() });
    const place = before === undefined ? null : profileNumber(before);
    const page = await membersPage(c.env, site, { question, before: place, limit: membersPerPage });
    return c.json({
      members: page.rows.map(profileRowWith(attributes)),
      isUpperBound: question.live,
      next: page.next === null ? null : profileId(page.next),
    });
  })
  .post('/explain', body(ExplainAsked), async function explainDraft(c) {
    const { rule, profile } = c.req.valid('json');
    const { site } = c.var.user;
    const { n } = await profileOf(c.env.DB, site, profile);
    return c.json(await explainPerson(c.env, site, { n, rule, now: Date.now() }));
  })
  .post('/export', body(ExportAsked), async function exportMembers(c) {
    const { rule, attributes } = c.req.valid('json');
    const { site } = c.var.user;
    const question = await populationQuestion(c.env, site, { rules: [rule], now: Date.now() });
    return c.body(exportCsv(c.env, site, { question, attributes }), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="segment.csv"',
      'cache-control': 'private, no-store',
    });
  });
