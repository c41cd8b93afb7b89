import type { Facts } from '../profile/facts-of.ts';
import type { Measure } from '../profile/measure.ts';
import { type Evaluation, newTrace, type RuleTable } from './evaluation.ts';
import { countIn, noteLeaving } from './event-holds.ts';
import { holdsStored } from './holds-stored.ts';
import type { Predicate, Program } from './program.ts';
import { implies } from './residual-implies.ts';
import type { Residual } from './residual-shape.ts';
import { unsupported } from './unsupported.ts';

export interface PartialAnswer {
  /** Decided, or what the page has to find out. */
  answer: boolean | Residual;
  /** Epoch ms: before it, time alone does not change the answer nor any threshold in it. */
  until: number;
  /** It rests on a fact that consent withholds. */
  withheld: boolean;
  /** The rule holds something this code does not know; it never matches. */
  unsupported?: true;
}

/**
 * Answers as much of a rule as stored and request facts decide. For all facts,
 * `match(all facts) = complete(residual(stored facts), live facts)`.
 */
export function residual(
  program: Program,
  table: RuleTable,
  { facts, now }: { facts: Facts; now: number },
): PartialAnswer {
  if (unsupported(program, table) !== null) {
    return { answer: false, until: Infinity, withheld: false, unsupported: true };
  }
  const trace = newTrace();
  const evaluation: Evaluation = { table, facts, now, trace };
  const answer = reduceProgram(program, (leaf) => leafResidual(table.predicates[leaf] as Predicate, evaluation));
  return { answer, until: trace.until, withheld: trace.withheld };
}

type LeafAnswer = (leaf: number) => boolean | Residual;

function reduceProgram(program: Program, leaf: LeafAnswer): boolean | Residual {
  if (typeof program === 'number') return leaf(program);
  if (program[0] === '!') {
    const inner = reduceProgram(program[1], leaf);
    return typeof inner === 'boolean' ? !inner : negate(inner);
  }
  const absorbing = program[0] === '|';
  const parts = new Map<string, Residual>();
  for (const part of program.slice(1) as Program[]) {
    const answer = reduceProgram(part, leaf);
    if (answer === absorbing) return absorbing;
    if (typeof answer === 'boolean') continue;
    const open = answer[0] === program[0] ? (answer.slice(1) as Residual[]) : [answer];
    for (const one of open) parts.set(JSON.stringify(one), one);
  }
  return joined(program[0], [...parts.values()]);
}

/** No part left: the neutral element. A part beside its own negation decides the group; one that another takes in goes. */
function joined(connective: '&' | '|', parts: Residual[]): boolean | Residual {
  const absorbing = connective === '|';
  if (parts.length === 0) return !absorbing;
  const keys = new Set(parts.map((part) => JSON.stringify(part)));
  if (parts.some((part) => keys.has(JSON.stringify(negate(part))))) return absorbing;
  const kept = parts.filter(
    (part, index) =>
      !parts.some((other, otherIndex) => {
        const isTaken = connective === '&' ? implies(other, part) : implies(part, other);
        // Of two that say the same the first stays.
        const isMutual = isTaken && (connective === '&' ? implies(part, other) : implies(other, part));
        return otherIndex !== index && isTaken && (!isMutual || otherIndex < index);
      }),
  );
  return kept.length === 1 ? (kept[0] as Residual) : [connective, ...kept];
}

function negate(residual: Residual): Residual {
  return residual[0] === '!' ? (residual[1] as Residual) : ['!', residual];
}

/** Of events only "at least n" over all time or a rolling window stays open, and only where the page can tell an occurrence. */
function leafResidual(predicate: Predicate, evaluation: Evaluation): boolean | Residual {
  if (predicate[0] === 'live') return [predicate[1], predicate[2], predicate[3]];
  if (predicate[0] !== 'count') return holdsStored(predicate, evaluation);
  const [, id, window, n] = predicate;
  const measure = evaluation.table.measures.get(id) as Measure;
  if ((window !== null && typeof window !== 'number') || measure.items) return holdsStored(predicate, evaluation);
  const { count, series } = countIn(predicate, evaluation);
  if (window !== null) noteLeaving(series, { n: Math.min(n, count), windowMs: window }, evaluation);
  if (count >= n) return true;
  return ['#', measure.event, measure.where, n - count];
}
