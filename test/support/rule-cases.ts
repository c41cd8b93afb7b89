import { readdirSync, readFileSync } from 'node:fs';
import { Rule } from '../../shared/rules/rule.ts';
import type { NamedRule, Vocabulary } from '../../shared/rules/vocabulary.ts';
import type * as executors from './executors.ts';
import { naiveAnswer } from './naive-rule.ts';
import type { RuleCase } from './rule-case.ts';
import { caseNow, caseVocabulary, liveFacts } from './rule-facts.ts';

const folder = new URL('../cases/', import.meta.url);

/** All cases, by file. */
export function ruleCases(): { file: string; cases: RuleCase[] }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, cases: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as RuleCase[] }));
}

/** What one executor says that the case does not, as `executor: said, wanted`. Empty when all agree. */
export function disagreements(one: RuleCase, run: typeof executors): string[] {
  const rule = Rule.parse(one.rule);
  const now = one.now === undefined ? caseNow : Date.parse(one.now);
  const zone = one.zone ?? caseVocabulary.timeZone;
  const named = new Map(
    Object.entries(one.segments ?? {}).map(([id, { name, rule: inner }]): [string, NamedRule] => [
      id,
      { name, rule: Rule.parse(inner) },
    ]),
  );
  const vocabulary: Vocabulary = { ...caseVocabulary, timeZone: zone, segments: named };
  const segments = new Map([...named].map(([id, { rule: inner }]) => [id, inner]));
  const said: string[] = [];
  const compareWith = (executor: string, actual: unknown, wanted: unknown) => {
    if (wanted === undefined || JSON.stringify(actual) === JSON.stringify(wanted)) return;
    said.push(`${executor}: ${JSON.stringify(actual)}, wanted ${JSON.stringify(wanted)}`);
  };

  compareWith('check', run.check(rule, vocabulary), []);
  const { program, table } = run.compileAlone(rule, { timeZone: zone, segments });
  const facts = run.storedFacts(table, one.facts, now);
  const live = liveFacts(one.facts.live ?? {});
  const partial = run.residual(program, table, { facts, now });
  const completed = typeof partial.answer === 'boolean' ? partial.answer : run.complete(partial.answer, live);
  compareWith('residual and complete', completed, one.answer);
  compareWith('residual', partial.answer, one.residual);
  compareWith('explain', run.explain(rule, { vocabulary, facts, now, live }).verdict, one.answer ? 'yes' : 'no');
  compareWith('the second reading', naiveAnswer(rule, { ...one.facts, segments }, { now, zone }), one.answer);
  compareWith('describe', run.describe(rule, vocabulary), one.describe);
  if (!run.isLive(program, table.predicates)) {
    const { answer, until } = run.match(program, table, { facts, now });
    compareWith('match', answer, one.answer);
    for (const company of [1, 8]) {
      const programs = Array.from({ length: company }, () => program);
      const answers = run.matcherOf({ table, programs, live: [] }).match({ facts, now });
      compareWith(`one of ${company} segments`, answers.holds(company - 1), one.answer);
      compareWith(`one of ${company} segments turns`, answers.until > now, true);
    }
    compareWith('until', momentOf(until), one.until === undefined ? undefined : wantedMoment(one.until, now));
  }
  const [warning] = run.ruleWarnings(rule, { segments, pointer: '' });
  const found = warning ? (warning.detail.startsWith('nobody') ? 'nobody' : 'everybody') : null;
  compareWith('warnings', found, one.warning);
  return said;
}

/** Null is never; a number is so many ms after now. */
function wantedMoment(until: string | number | null, now: number): string | null {
  if (until === null) return null;
  return momentOf(typeof until === 'number' ? now + until : Date.parse(until));
}

function momentOf(until: number): string | null {
  return Number.isFinite(until) ? new Date(until).toISOString() : null;
}
