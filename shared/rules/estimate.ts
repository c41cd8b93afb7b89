import type { Predicate, Program } from './program.ts';

/** What asking a predicate, or a whole program, is expected to give and to cost. Guesses: only speed hangs on them. */
export interface Estimate {
  /** In [0, 1]: of how many visitors it holds. */
  probability: number;
  /** In comparisons of one value. */
  cost: number;
}

/** Costs, in comparisons of one value; measured to a factor of two. */
const costs = { compare: 1, test: 6, count: 2, date: 2, general: 8, sequence: 20 };

const weekMs = 604_800_000;

/** Of a list, how many values it has. */
const itemsOfList = 2.5;

/** An attribute of which rules name few values has others besides. */
const leastValues = 4;

/** Guesses how often each predicate of a table holds, the rarer the more values of an attribute the rules name. */
export function estimatePredicates(predicates: readonly Predicate[]): Estimate[] {
  const named = new Map<string, Set<unknown>>();
  for (const predicate of predicates) {
    if (predicate[0] !== 'attribute') continue;
    const values = named.get(predicate[1]) ?? new Set();
    named.set(predicate[1], values);
    for (const value of Array.isArray(predicate[3]) ? predicate[3] : [predicate[3]]) values.add(value);
  }
  return predicates.map((predicate) => estimate(predicate, named));
}

function estimate(predicate: Predicate, named: ReadonlyMap<string, Set<unknown>>): Estimate {
  switch (predicate[0]) {
    case 'attribute':
      return { probability: comparison(predicate, named), cost: isTested(predicate) ? costs.test : costs.compare };
    case 'bucket':
      return { probability: predicate[2] / 100, cost: costs.general };
    case 'list':
      return { probability: 0.05, cost: costs.compare };
    case 'count':
      return { probability: counted(predicate), cost: costs.count };
    case 'date':
      return { probability: 0.4, cost: costs.date };
    case 'sequence':
      return { probability: 0.1, cost: costs.sequence };
    default:
      return { probability: 0.4, cost: costs.general };
  }
}

/** Is it found neither by a value nor by a bound, but asked of everybody who has the fact? */
export function isTested(predicate: Predicate | undefined): boolean {
  if (predicate?.[0] === 'bucket' || predicate?.[0] === 'list') return true;
  return (
    predicate?.[0] === 'attribute' && ['contains', 'startsWith', 'endsWith', 'countAtLeast'].includes(predicate[2])
  );
}

/** The shorter the window, the fewer. */
function counted([, , window, n]: Extract<Predicate, readonly ['count', ...unknown[]]>): number {
  const once = window === null ? 0.6 : typeof window === 'number' && window <= weekMs ? 0.25 : 0.45;
  return once / Math.sqrt(n);
}

function comparison(
  [, name, operator, value]: Extract<Predicate, readonly ['attribute', ...unknown[]]>,
  named: ReadonlyMap<string, Set<unknown>>,
): number {
  const one = 1 / Math.max(leastValues, named.get(name)?.size ?? 0);
  switch (operator) {
    case 'in':
      return Math.min(0.8, (value as readonly string[]).length * one);
    case 'anyOf':
      return Math.min(0.8, (value as readonly string[]).length * one * itemsOfList);
    case 'allOf':
      return Math.min(1, one * itemsOfList) ** (value as readonly string[]).length;
    case 'eq':
      return one;
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return 0.15;
    case 'isKnown':
      return 0.7;
    default:
      return 0.4;
  }
}

/** What a program gives and costs, its parts asked in order until they decide. */
export function estimateProgram(program: Program, leaves: readonly Estimate[]): Estimate {
  if (typeof program === 'number') return leaves[program] as Estimate;
  if (program[0] === '!') {
    const { probability, cost } = estimateProgram(program[1], leaves);
    return { probability: 1 - probability, cost };
  }
  const isAll = program[0] === '&';
  let cost = 0;
  let undecided = 1;
  for (const part of program.slice(1) as Program[]) {
    const one = estimateProgram(part, leaves);
    cost += undecided * one.cost;
    undecided *= isAll ? one.probability : 1 - one.probability;
  }
  return { probability: isAll ? undecided : 1 - undecided, cost };
}
