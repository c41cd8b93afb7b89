import { Compiler, isLive } from '../../shared/rules/compile.ts';
import type { RuleTable } from '../../shared/rules/evaluation.ts';
import { linkPlans, type PlannedSegment } from '../../shared/rules/link-plans.ts';
import type { Program } from '../../shared/rules/program.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import { SegmentMatcher } from '../../shared/rules/segment-matcher.ts';
import { planSegments } from '../../shared/rules/segment-plan.ts';
import { SegmentRematcher } from '../../shared/rules/segment-rematcher.ts';
import { caseVocabulary } from './rule-facts.ts';

export interface CompiledTogether {
  table: RuleTable;
  programs: Program[];
  /** By rule: does only an open page know? Such a one never holds for the matcher. */
  live: boolean[];
}

/** Rules compiled into one table, as a bundle has them. */
export function compileTogether(rules: readonly Rule[], timeZone = caseVocabulary.timeZone): CompiledTogether {
  const compiler = new Compiler();
  const programs = rules.map((rule) => compiler.compile(rule));
  const measures = new Map([...compiler.measures].map(([id, measure]) => [id, { ...measure, since: 1 }]));
  const purposes = Object.fromEntries([...caseVocabulary.attributes].map(([name, { purpose }]) => [name, purpose]));
  const table = { predicates: compiler.predicates, measures, purposes, timeZone };
  return { table, programs, live: programs.map((program) => isLive(program, compiler.predicates)) };
}

/** A matcher over them, by plans that went through JSON as those of a bundle do. */
export function matcherOf(compiled: CompiledTogether): SegmentMatcher {
  return new SegmentMatcher(linkPlans(plannedSegments(compiled), compiled.table), compiled.table);
}

/** What answers them again after facts have changed. */
export function rematcherOf(compiled: CompiledTogether): SegmentRematcher {
  const segments = plannedSegments(compiled);
  return new SegmentRematcher(segments, linkPlans(segments, compiled.table), compiled.table);
}

function plannedSegments({ table, programs, live }: CompiledTogether): PlannedSegment[] {
  const plans = planSegments(programs, table.predicates);
  return JSON.parse(
    JSON.stringify(programs.map((program, index) => ({ program, live: live[index], plan: plans[index] }))),
  );
}
