import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FactRow, factRow } from '../../shared/profile/fact-row.ts';
import type { Facts } from '../../shared/profile/facts-of.ts';
import { layOutFacts } from '../../shared/publish/fact-layout.ts';
import { testDate } from '../../shared/rules/date-test.ts';
import { match } from '../../shared/rules/match.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import { Columns } from '../../shared/rules/sql/columns.ts';
import { programBounds, storedPart } from '../../shared/rules/sql/program-sql.ts';
import { Values } from '../../shared/rules/sql/values.ts';
import { comparedAs } from '../../shared/schema/attribute.ts';
import { arbitraryQuestion, arbitraryRule } from '../support/arbitrary-rule.ts';
import { caseVocabulary, compileAlone, storedFacts } from '../support/rule-facts.ts';

const runs = { numRuns: Number(env.RULE_RUNS) };

/** What SQL says of these rows: 0 and 1 where it is sure, else null. */
async function ask(
  rows: readonly FactRow[],
  { lower, upper, values }: { lower: string; upper: string; values: Values },
): Promise<(boolean | null)[]> {
  const width = rows[0]?.values.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => `, value ->> ${index + 2} AS c${index}`).join('');
  const { results } = await env.DB.prepare(
    `WITH facts AS MATERIALIZED (SELECT value ->> 0 AS n, value ->> 1 AS hash ${columns} FROM json_each(?2))
     SELECT ${lower} AS lower, ${upper} AS upper FROM facts ORDER BY n`,
  )
    .bind(values.bound(), JSON.stringify(rows.map((row, n) => [n, row.hash, ...row.values])))
    .all<{ lower: unknown; upper: unknown }>();
  return results.map((row) => {
    expect([0, 1]).toContain(row.lower);
    expect([0, 1]).toContain(row.upper);
    return row.lower === row.upper ? row.lower === 1 : null;
  });
}

function fitting(attributes: Record<string, FactValue>): Record<string, FactValue> {
  const fits = ([name, value]: [string, FactValue]) => {
    const as = comparedAs(caseVocabulary.attributes.get(name)?.type ?? 'shortText');
    if (as === 'date') return testDate(value, 'before', '9999-12-31', { now: 0, zone: 'UTC' }).holds;
    return as === 'choice' ? Array.isArray(value) : typeof value === (as === 'number' ? 'number' : 'string');
  };
  return Object.fromEntries(Object.entries(attributes).filter(fits));
}

it('SQL answers as match does, and says so where it cannot', { timeout: 3_600_000 }, async () => {
  const counted = { sure: 0, open: 0, holds: 0 };
  await fc.assert(
    fc.asyncProperty(
      arbitraryRule,
      fc.array(arbitraryQuestion, { minLength: 1, maxLength: 6 }),
      async (rule, questions) => {
        const { now, zone } = questions[0] as (typeof questions)[number];
        const { program, table } = compileAlone(rule, { timeZone: zone });
        const sources = { attributes: caseVocabulary.attributes, measures: table.measures };
        const layout = layOutFacts({ predicates: table.predicates, sources, version: 1 }, []);
        const values = new Values('?1');
        const columns = new Columns(layout);
        const stored = storedPart(program, table.predicates);
        const bounds = programBounds(stored, table.predicates, { ...sources, columns, values, clock: { now, zone } });
        const facts: Facts[] = questions.map(({ facts: one }, index) => {
          // Values of another type than their attribute's are for match alone, so most have none.
          const attributes = index === 0 ? one.attributes : fitting(one.attributes ?? {});
          return storedFacts(table, { ...one, attributes: { sessions: 0, ...attributes } }, now);
        });
        const rows = facts.map((one) => factRow(one, { layout, purposes: table.purposes }));
        const answers = await ask(rows, { ...bounds, values });
        for (const [index, one] of facts.entries()) {
          const said = rows[index]?.plain ? answers[index] : null;
          const { answer } = match(stored, table, { facts: one, now });
          if (said === null) counted.open += 1;
          else {
            counted.sure += 1;
            counted.holds += Number(answer);
            expect(said).toBe(answer);
          }
        }
      },
    ),
    runs,
  );
  console.log('rows of which SQL was sure, and not', counted);
  expect(counted.sure).toBeGreaterThan(counted.open);
  expect(counted.holds).toBeGreaterThan(runs.numRuns / 10);
});
