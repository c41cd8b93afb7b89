import { compare } from './operators/matches.ts';
import type { FactValue, LiveFact, Residual, ResidualFilter } from './residual-shape.ts';

/** What the page knows right now. */
export interface LiveFacts {
  /** Empty text is absent. */
  get(fact: LiveFact): FactValue | undefined;
  /** Occurrences since the reply that the residual came with, over all tabs. */
  countSince(event: string, where: readonly ResidualFilter[]): number;
}

/** Finishes in the page what the edge began. Answers the same as `match` would with all facts at hand. */
export function complete(residual: Residual, live: LiveFacts): boolean {
  switch (residual[0]) {
    case '&':
      return (residual.slice(1) as Residual[]).every((part) => complete(part, live));
    case '|':
      return (residual.slice(1) as Residual[]).some((part) => complete(part, live));
    case '!':
      return !complete(residual[1] as Residual, live);
    case '#': {
      const [, event, where, n] = residual as Extract<Residual, readonly ['#', ...unknown[]]>;
      return live.countSince(event, where) >= n;
    }
    default: {
      const [fact, operator, value] = residual as Extract<Residual, readonly [LiveFact, ...unknown[]]>;
      return compare(live.get(fact), operator, value);
    }
  }
}

/** Do all filters hold for this one occurrence? */
export function matchesFilters(
  properties: Readonly<Record<string, unknown>>,
  where: readonly ResidualFilter[],
): boolean {
  return where.every(([property, operator, value, negated]) => {
    return compare(asFact(properties[property]), operator, value) !== (negated === 1);
  });
}

/** What an object inherits is a function or an object, so never a fact. */
function asFact(value: unknown): FactValue | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
