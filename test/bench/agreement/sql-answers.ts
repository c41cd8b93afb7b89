import { DatabaseSync } from 'node:sqlite';
import { factRow } from '../../../shared/profile/fact-row.ts';
import type { Facts } from '../../../shared/profile/facts-of.ts';
import { layOutFacts } from '../../../shared/publish/fact-layout.ts';
import type { RuleTable } from '../../../shared/rules/evaluation.ts';
import type { Program } from '../../../shared/rules/program.ts';
import { Columns } from '../../../shared/rules/sql/columns.ts';
import { programBounds } from '../../../shared/rules/sql/program-sql.ts';
import { Values } from '../../../shared/rules/sql/values.ts';
import { caseVocabulary } from '../../support/rule-facts.ts';

const site = 's_asked';

/** Asks programs of people in SQLite, as the population is asked. */
export class SqlAnswers {
  private readonly db = new DatabaseSync(':memory:');

  constructor() {
    this.db.exec('CREATE TABLE segment_members (site TEXT, ordinal INTEGER, n INTEGER)');
  }

  /** By program, then by person; null where SQL leaves it to `match`. Programs have no live condition. */
  ask(
    programs: readonly Program[],
    table: RuleTable,
    { people, now }: { people: readonly Facts[]; now: number },
  ): (boolean | null)[][] {
    if (programs.length === 0) return [];
    const sources = { attributes: caseVocabulary.attributes, measures: table.measures };
    const layout = layOutFacts({ predicates: table.predicates, sources, version: 1 }, []);
    const values = new Values('?1');
    const asking = { ...sources, columns: new Columns(layout), values, site, clock: { now, zone: table.timeZone } };
    const bounds = programs.map((program) => programBounds(program, table.predicates, asking));
    const rows = people.map((facts) => factRow(facts, { layout, purposes: table.purposes }));
    this.putOnLists(people);
    const columns = layout.map((_, index) => `, value ->> ${index + 3} AS c${index}`).join('');
    const asked = bounds.map(({ lower, upper }, index) => `${lower} AS l${index}, ${upper} AS u${index}`).join();
    const statement = this.db.prepare(
      `WITH facts AS MATERIALIZED (SELECT value ->> 0 AS n, value ->> 1 AS hash, value ->> 2 AS personal ${columns} FROM json_each(?2))
       SELECT ${asked} FROM facts WHERE ?1 IS NOT NULL ORDER BY n`,
    );
    const said = statement.all(
      values.bound(),
      JSON.stringify(rows.map((row, n) => [n, row.hash, Number(row.personal), ...row.values])),
    ) as Record<string, number>[];
    return programs.map((_, index) =>
      said.map((row, person) => {
        const [lower, upper] = [row[`l${index}`], row[`u${index}`]];
        return rows[person]?.plain && lower === upper ? lower === 1 : null;
      }),
    );
  }

  private putOnLists(people: readonly Facts[]): void {
    this.db.exec('DELETE FROM segment_members');
    const insert = this.db.prepare('INSERT INTO segment_members (site, ordinal, n) VALUES (?, ?, ?)');
    people.forEach(({ lists }, n) => {
      for (const list of new Set(lists)) insert.run(site, list, n);
    });
  }
}
