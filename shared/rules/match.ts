import type { Facts } from '../profile/facts-of.ts';
import { newTrace, noteUntil, type RuleTable, type Trace } from './evaluation.ts';
import { holdsStored } from './holds-stored.ts';
import type { Predicate, Program } from './program.ts';
import { unsupported } from './unsupported.ts';

/**
 * Why an answer is what it is. `withheld`: it rests on a fact that consent withholds. `approximate`: on occurrences that are only known
 * by the hour. `predicate`: the one that decided, when one did.
 */
export type Reason =
  | { kind: 'conditions'; withheld: boolean; approximate: boolean; predicate: number | null }
  | { kind: 'unsupported'; what: string };

export interface Answer {
  answer: boolean;
  /** Epoch ms: before it, time alone does not change the answer. `Infinity` when time never does. */
  until: number;
  reason: Reason;
}

/** What predicates answered for one set of facts at one moment, by index: rules that share a predicate ask it once. */
export type LeafAnswers = ({ holds: boolean; trace: Trace } | undefined)[];

/** Answers a stored rule for one profile at one moment; live conditions are false here, use `residual` for them. */
export function match(
  program: Program,
  table: RuleTable,
  { facts, now, leaves = [] }: { facts: Facts; now: number; leaves?: LeafAnswers },
): Answer {
  const what = unsupported(program, table);
  if (what !== null) return { answer: false, until: Infinity, reason: { kind: 'unsupported', what } };
  const trace = newTrace();
  const holds = (leaf: number): boolean => {
    leaves[leaf] ??= askLeaf(table.predicates[leaf] as Predicate, table, { facts, now });
    const known = leaves[leaf];
    trace.predicate = leaf;
    noteUntil(trace, known.trace.until);
    trace.withheld ||= known.trace.withheld;
    trace.approximate ||= known.trace.approximate;
    return known.holds;
  };
  const answer = evaluate(program, holds);
  const { until, withheld, approximate, predicate } = trace;
  return { answer, until, reason: { kind: 'conditions', withheld, approximate, predicate } };
}

function askLeaf(predicate: Predicate, table: RuleTable, { facts, now }: { facts: Facts; now: number }) {
  const trace = newTrace();
  return { holds: holdsStored(predicate, { table, facts, now, trace }), trace };
}

function evaluate(program: Program, holds: (leaf: number) => boolean): boolean {
  if (typeof program === 'number') return holds(program);
  switch (program[0]) {
    case '!':
      return !evaluate(program[1], holds);
    case '&':
      return (program.slice(1) as Program[]).every((part) => evaluate(part, holds));
    case '|':
      return (program.slice(1) as Program[]).some((part) => evaluate(part, holds));
  }
}
