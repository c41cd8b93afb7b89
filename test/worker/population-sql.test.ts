import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { factRow } from '../../shared/profile/fact-row.ts';
import { layOutFacts } from '../../shared/publish/fact-layout.ts';
import { isLiveRule } from '../../shared/rules/is-live-rule.ts';
import { match } from '../../shared/rules/match.ts';
import { Rule } from '../../shared/rules/rule.ts';
import { Columns } from '../../shared/rules/sql/columns.ts';
import { programBounds, storedPart } from '../../shared/rules/sql/program-sql.ts';
import { Values } from '../../shared/rules/sql/values.ts';
import { arbitraryQuestion, arbitraryRule } from '../support/arbitrary-rule.ts';
import { fittingAttributes } from '../support/fitting-attributes.ts';
import type { RuleCase } from '../support/rule-case.ts';
import { type CaseFacts, caseNow, caseVocabulary, compileAlone, storedFacts } from '../support/rule-facts.ts';

/** Whose lists the people of a question are on. */
const listSite = 's_asked';

interface Asked {
  rule: Rule;
  segments?: Map<string, Rule>;
  now: number;
  zone: string;
  people: readonly CaseFacts[];
}

/** A fault to plant into the SQL. */
type Mutate = (sql: string) => string;

let hasMembers = false;

/** The lists that people are on, as rows; nothing is asked of D1 while nobody is on any. */
async function putOnLists(people: readonly CaseFacts[]): Promise<void> {
  const members = people.flatMap(({ lists = [] }, n) => [...new Set(lists)].map((list) => [n, list]));
  if (hasMembers) await env.DB.prepare('DELETE FROM segment_members').run();
  hasMembers = members.length > 0;
  if (!hasMembers) return;
  await env.DB.prepare(
    'INSERT INTO segment_members (site, ordinal, n) SELECT ?1, value ->> 1, value ->> 0 FROM json_each(?2)',
  )
    .bind(listSite, JSON.stringify(members))
    .run();
}

/** For each person what SQL says of the stored part of a rule, null where it cannot, and what match says. */
async function ask(
  { rule, segments = new Map<string, Rule>(), now, zone, people }: Asked,
  mutate: Mutate = (sql) => sql,
): Promise<{ sql: boolean | null; match: boolean }[]> {
  const { program, table } = compileAlone(rule, { timeZone: zone, segments });
  const sources = { attributes: caseVocabulary.attributes, measures: table.measures };
  const layout = layOutFacts({ predicates: table.predicates, sources, version: 1 }, []);
  const values = new Values('?1');
  const stored = storedPart(program, table.predicates);
  const asking = { ...sources, columns: new Columns(layout), values, site: listSite, clock: { now, zone } };
  const { lower, upper } = programBounds(stored, table.predicates, asking);
  const facts = people.map((one) => storedFacts(table, one, now));
  const rows = facts.map((one) => factRow(one, { layout, purposes: table.purposes }));
  await putOnLists(people);
  const columns = layout.map((_, index) => `, value ->> ${index + 3} AS c${index}`).join('');
  const { results } = await env.DB.prepare(
    `WITH facts AS MATERIALIZED (SELECT value ->> 0 AS n, value ->> 1 AS hash, value ->> 2 AS personal ${columns} FROM json_each(?2))
     SELECT ${mutate(lower)} AS lower, ${mutate(upper)} AS upper FROM facts ORDER BY n`,
  )
    .bind(values.bound(), JSON.stringify(rows.map((row, n) => [n, row.hash, Number(row.personal), ...row.values])))
    .all<{ lower: unknown; upper: unknown }>();
  return facts.map((one, index) => {
    const said = results[index];
    expect([0, 1]).toContain(said?.lower);
    expect([0, 1]).toContain(said?.upper);
    const isSure = rows[index]?.plain && said?.lower === said?.upper;
    return { sql: isSure ? said?.lower === 1 : null, match: match(stored, table, { facts: one, now }).answer };
  });
}

/** Throws at the first person of whom SQL says otherwise than match. */
async function agree(numRuns: number, mutate?: Mutate): Promise<{ sure: number; open: number; holds: number }> {
  const counted = { sure: 0, open: 0, holds: 0 };
  const questions = fc.array(arbitraryQuestion, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(arbitraryRule, questions, async (rule, asked) => {
      const { now, zone } = asked[0] as (typeof asked)[number];
      const people = asked.map(({ facts }, index) => {
        // Values of another type than their attribute's are for match alone, so most have none.
        const attributes = index === 0 ? { sessions: 0, ...facts.attributes } : fittingAttributes(facts.attributes);
        return { ...facts, attributes };
      });
      for (const { sql, match } of await ask({ rule, now, zone, people }, mutate)) {
        if (sql === null) counted.open += 1;
        else {
          counted.sure += 1;
          counted.holds += Number(match);
          expect(sql).toBe(match);
        }
      }
    }),
    { numRuns },
  );
  return counted;
}

it('SQL answers as match does, and says so where it cannot', { timeout: 3_600_000 }, async () => {
  const numRuns = Number(env.RULE_RUNS);
  const counted = await agree(numRuns);
  console.log('rows of which SQL was sure, and not', counted);
  expect(counted.sure).toBeGreaterThan(counted.open);
  expect(counted.holds).toBeGreaterThan(numRuns / 10);
});

it.each<[slip: string, mutate: Mutate]>([
  ['an open end', (sql) => sql.replaceAll('>=', '>')],
  ['an absent value under a negation', (sql) => sql.replaceAll('ifnull(', 'ifnull(NULL AND ')],
  ['a negation', (sql) => sql.replaceAll('NOT ifnull', 'ifnull')],
])('a slip in %s of the SQL is found', async (_, mutate) => {
  await expect(agree(2_000, mutate)).rejects.toThrow('Property failed');
});

it('SQL answers the cases', { timeout: 60_000 }, async () => {
  const files = import.meta.glob<RuleCase[]>('../cases/*.json', { eager: true, import: 'default' });
  let sure = 0;
  for (const one of Object.values(files).flat()) {
    const rule = Rule.parse(one.rule);
    const segments = new Map(Object.entries(one.segments ?? {}).map(([id, named]) => [id, Rule.parse(named.rule)]));
    if (isLiveRule(rule, segments)) continue;
    const now = one.now === undefined ? caseNow : Date.parse(one.now);
    const people = [{ ...one.facts, attributes: { sessions: 0, ...one.facts.attributes } }];
    const [said] = await ask({ rule, segments, now, zone: one.zone ?? caseVocabulary.timeZone, people });
    if (said === undefined || said.sql === null) continue;
    sure += 1;
    expect(said.sql, one.name).toBe(said.match);
  }
  console.log('cases of which SQL was sure', sure);
  expect(sure).toBeGreaterThan(200);
});
