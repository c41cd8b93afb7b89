import { isConsistentNumber } from './consistent-number.ts';
import { isConsistentText } from './consistent-text.ts';
import type { CompiledWindow, Predicate } from './program.ts';
import type { Comparand, PositiveOperator } from './residual-shape.ts';

/** A predicate that is to hold, or not to. */
export interface Literal {
  predicate: Predicate;
  holds: boolean;
}

/** A comparison of one fact that is to hold, or not to. */
export interface FactLiteral {
  operator: PositiveOperator;
  value: Comparand;
  holds: boolean;
}

/** May all of these be true of one visitor at one moment? False is certain. */
export function isConsistent(literals: readonly Literal[]): boolean {
  const wanted = new Map<string, boolean>();
  for (const { predicate, holds } of literals) {
    const key = JSON.stringify(predicate);
    if ((wanted.get(key) ?? holds) !== holds) return false;
    wanted.set(key, holds);
  }
  if (!countsFit(literals)) return false;
  const facts = Map.groupBy(literals, ({ predicate }) => factOf(predicate));
  return [...facts].every(([fact, ofFact]) => fact === null || isConsistentFact(ofFact));
}

/** The name of the fact that a predicate compares; null for one that is looked at only as a whole. */
export function factOf(predicate: Predicate): string | null {
  switch (predicate[0]) {
    case 'attribute':
    case 'date':
    case 'updated':
      return `attribute ${predicate[1]}`;
    case 'live':
    case 'visit':
      return `${predicate[0]} ${predicate[1]}`;
    case 'bucket':
      return `bucket ${predicate[1]}`;
    case 'aggregate':
      return JSON.stringify(predicate.slice(0, 4));
    case 'time':
      return JSON.stringify(predicate.slice(0, 4));
    case 'count':
    case 'sessionCount':
    case 'sequence':
    case 'list':
      return null;
  }
}

function isConsistentFact(literals: readonly Literal[]): boolean {
  const positive = literals.filter(({ holds }) => holds);
  const isNeverAbsent = literals.some(({ predicate }) => neverAbsent(predicate));
  // An absent value fails every comparison, and so satisfies every negation.
  if (positive.length === 0 && !isNeverAbsent) return true;
  const comparisons = literals.flatMap(comparisonOf);
  if (comparisons.some(({ operator, holds }) => operator === 'isKnown' && !holds) && positive.length > 0) return false;
  return isConsistentNumber(literals, isNeverAbsent) && isConsistentText(comparisons);
}

/** The comparisons of text, number and choice among a fact's literals. */
function comparisonOf({ predicate, holds }: Literal): FactLiteral[] {
  switch (predicate[0]) {
    case 'attribute':
    case 'live':
    case 'visit':
      return [{ operator: predicate[2], value: predicate[3], holds }];
    case 'time':
      return predicate[4] === 'isKnown' ? [{ operator: 'isKnown', value: null, holds }] : [];
    default:
      return [];
  }
}

/** Sums and numbers of different values are 0 of nothing; the clock always shows something. */
function neverAbsent(predicate: Predicate): boolean {
  if (predicate[0] === 'visit') return predicate[1] === 'localTimeMinutes';
  return (
    predicate[0] === 'aggregate' &&
    (predicate[3] === 'sum' || predicate[3] === 'distinctCount') &&
    !perSession(predicate[2])
  );
}

function perSession(window: CompiledWindow): boolean {
  return typeof window === 'object' && window?.kind === 'session';
}

/** "At least n" in a window and "fewer than m" in a window around it: n has to be below m. */
function countsFit(literals: readonly Literal[]): boolean {
  const counts = literals.flatMap(({ predicate, holds }) =>
    predicate[0] === 'count' ? [{ measure: predicate[1], window: predicate[2], n: predicate[3], holds }] : [],
  );
  return counts.every(
    (least) =>
      !least.holds ||
      counts.every(
        (most) =>
          most.holds || most.measure !== least.measure || !isWithin(least.window, most.window) || least.n < most.n,
      ),
  );
}

function isWithin(inner: CompiledWindow, outer: CompiledWindow): boolean {
  if (outer === null) return true;
  if (typeof inner === 'number' && typeof outer === 'number') return inner <= outer;
  return JSON.stringify(inner) === JSON.stringify(outer);
}
