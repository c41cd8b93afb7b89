import type { Facts } from '../profile/facts-of.ts';
import type { Measure } from '../profile/measure.ts';
import { countSince } from '../profile/series.ts';
import { holdsStored, noteLeaving, type RuleTable, seriesOf, type Trace, unsupported } from './match.ts';
import type { Predicate, Program } from './program.ts';
import type { Residual } from './residual-shape.ts';

export interface PartialAnswer {
  /** Decided, or what the page has to find out. */
  answer: boolean | Residual;
  /** Epoch ms: before it, time alone does not change the answer nor any threshold in it. */
  until: number;
  /** It rests on a fact that consent withholds. */
  withheld: boolean;
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
  if (unsupported(program, table) !== null) return { answer: false, until: Infinity, withheld: false };
  const trace: Trace = { until: Infinity, withheld: false, predicate: null };
  const answer = reduceProgram(program, (leaf) =>
    leafResidual(table.predicates[leaf] as Predicate, table, { facts, now, trace }),
  );
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

/** No part left: the neutral element. A part beside its own negation decides the group. */
function joined(connective: '&' | '|', parts: Residual[]): boolean | Residual {
  const absorbing = connective === '|';
  if (parts.length === 0) return !absorbing;
  const keys = new Set(parts.map((part) => JSON.stringify(part)));
  if (parts.some((part) => keys.has(JSON.stringify(negate(part))))) return absorbing;
  return parts.length === 1 ? (parts[0] as Residual) : [connective, ...parts];
}

function negate(residual: Residual): Residual {
  return residual[0] === '!' ? (residual[1] as Residual) : ['!', residual];
}

function leafResidual(
  predicate: Predicate,
  table: RuleTable,
  { facts, now, trace }: { facts: Facts; now: number; trace: Trace },
): boolean | Residual {
  if (predicate[0] === 'live') return [predicate[1], predicate[2], predicate[3]];
  if (predicate[0] === 'attribute') return holdsStored(predicate, table, { facts, now, trace });
  const [, id, windowMs, n] = predicate;
  const series = seriesOf(facts, id, trace);
  const count = countSince(series, windowMs === null ? -Infinity : now - windowMs);
  if (windowMs !== null) noteLeaving(series, { n: Math.min(n, count), windowMs, trace });
  if (count >= n) return true;
  const measure = table.measures.get(id) as Measure;
  return ['#', measure.event, measure.where, n - count];
}
