import * as fc from 'fast-check';
import { complete } from '../../shared/rules/complete.ts';
import { match } from '../../shared/rules/match.ts';
import type { Program } from '../../shared/rules/program.ts';
import { residual } from '../../shared/rules/residual.ts';
import { arbitraryQuestion, arbitraryRule, type Question } from '../support/arbitrary-rule.ts';
import { fittingAttributes } from '../support/fitting-attributes.ts';
import { compileTogether, matcherOf } from '../support/matched-together.ts';
import { naiveAnswer } from '../support/naive-rule.ts';
import { liveFacts, storedFacts } from '../support/rule-facts.ts';
import { SqlAnswers } from './agreement/sql-answers.ts';
import type { BenchResult, Figure } from './result.ts';

const rulesAtOnce = 10;
const peopleAtOnce = 10;
const batches = Number(process.env.BATCHES ?? 10_000);

/** Every executor's answers to a million random pairs of a rule and a visitor at a moment, against the naive reading. */
export async function bench(): Promise<BenchResult> {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const counted = { pairs: 0, holding: 0, matched: 0, indexed: 0, completed: 0, sql: 0, left: 0 };
  const differing = { matched: 0, indexed: 0, completed: 0, sql: 0 };
  const inSql = new SqlAnswers();
  const batchOf = fc.tuple(
    fc.array(arbitraryRule, { minLength: rulesAtOnce, maxLength: rulesAtOnce }),
    fc.array(arbitraryQuestion, { minLength: peopleAtOnce, maxLength: peopleAtOnce }),
  );
  const check = (executor: keyof typeof differing, said: boolean, wanted: boolean) => {
    counted[executor] += 1;
    if (said !== wanted) differing[executor] += 1;
  };
  for (const [rules, drawn] of fc.sample(batchOf, { numRuns: batches, seed })) {
    const { now, zone } = drawn[0] as Question;
    // Values of another type than their attribute's are not for SQL: most people have none.
    const questions = drawn.map(({ facts }, person) => ({
      facts: {
        ...facts,
        attributes: person === 0 ? { sessions: 0, ...facts.attributes } : fittingAttributes(facts.attributes),
      },
    }));
    const compiled = compileTogether(rules, zone);
    const { table, programs, live } = compiled;
    const people = questions.map(({ facts }) => storedFacts(table, facts, now));
    const matcher = matcherOf(compiled);
    const fromSql = inSql
      .ask(
        programs.filter((_, rule) => !live[rule]),
        table,
        { people, now },
      )
      .values();
    const sqlSays = rules.map((_, rule) => (live[rule] ? undefined : fromSql.next().value));
    questions.forEach(({ facts }, person) => {
      const stored = people[person] as (typeof people)[number];
      const answers = matcher.match({ facts: stored, now });
      rules.forEach((rule, index) => {
        const program = programs[index] as Program;
        const wanted = naiveAnswer(rule, facts, { now, zone });
        counted.pairs += 1;
        counted.holding += Number(wanted);
        const partial = residual(program, table, { facts: stored, now }).answer;
        check(
          'completed',
          typeof partial === 'boolean' ? partial : complete(partial, liveFacts(facts.live, facts.since)),
          wanted,
        );
        if (live[index]) return;
        const before = naiveAnswer(rule, { ...facts, since: [] }, { now, zone });
        check('matched', match(program, table, { facts: stored, now }).answer, before);
        check('indexed', answers.holds(index), before);
        const said = sqlSays[index]?.[person];
        if (said === null || said === undefined) counted.left += 1;
        else check('sql', said, before);
      });
    });
  }
  return {
    title: 'Agreement',
    method: `${(batches * rulesAtOnce).toLocaleString('en')} random rules in bundles of ${rulesAtOnce}, each asked of ${peopleAtOnce} random visitors at a random moment in a random zone, beside changes of clocks (seed ${seed}); every answer is held against a second, naive reading of what rules mean. Rules that ask the open page are for edge and page alone.`,
    rows: [
      {
        what: 'pairs of a rule and a visitor',
        measured: `${counted.pairs.toLocaleString('en')}, of which ${((counted.holding / counted.pairs) * 100).toFixed(0)} % hold`,
        toReach: '1,000,000',
        reached: counted.pairs >= 1_000_000,
      },
      row('edge and page', 'completed'),
      row('match', 'matched'),
      row('all segments at once', 'indexed'),
      row('SQL', 'sql'),
      { what: 'pairs that SQL leaves to match', measured: counted.left.toLocaleString('en'), toReach: '–' },
    ],
  };

  function row(what: string, executor: keyof typeof differing): Figure {
    return {
      what: `${what}: answers that differ`,
      measured: `${differing[executor]} of ${counted[executor].toLocaleString('en')}`,
      toReach: '0',
      reached: differing[executor] === 0,
    };
  }
}
