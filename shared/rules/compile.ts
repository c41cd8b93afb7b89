import type { Measure } from '../profile/measure.ts';
import { fold } from './fold.ts';
import { always, never, type Predicate, type Program } from './program.ts';
import type { Comparand, PositiveOperator, ResidualFilter } from './residual-shape.ts';
import type { Condition, EventCondition, OperatorName, PropertyFilter, Rule, Window } from './rule.ts';
import { stableHash } from './stable-hash.ts';

const unitMs = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
} as const;

/** Length of a rolling window in ms; null for ever. */
export function windowMs(window: Window): number | null {
  return window.kind === 'ever' ? null : window.amount * unitMs[window.unit];
}

/**
 * Compiles checked rules into programs over one shared table of predicates and one of measures. Negative operators become
 * negations, texts are folded, lists sorted, number comparisons over counts become "at least n", so that equal conditions
 * meet in one predicate.
 */
export class Compiler {
  readonly predicates: Predicate[] = [];
  readonly measures = new Map<string, Omit<Measure, 'since'>>();
  private readonly indexes = new Map<string, number>();

  /** The rule must have passed `check`. */
  compile(rule: Rule): Program {
    switch (rule.kind) {
      case 'all':
        return connect(
          '&',
          rule.rules.map((part) => this.compile(part)),
        );
      case 'any':
        return connect(
          '|',
          rule.rules.map((part) => this.compile(part)),
        );
      case 'not':
        return negate(this.compile(rule.rule));
      default:
        return this.condition(rule);
    }
  }

  private condition(condition: Condition): Program {
    switch (condition.kind) {
      case 'attribute':
        return this.comparison(condition, (operator, value) => ['attribute', condition.attribute, operator, value]);
      case 'page':
      case 'cart':
        return this.comparison(condition, (operator, value) => [
          'live',
          `${condition.kind}.${condition.property}`,
          operator,
          value,
        ]);
      case 'event':
        return this.count(condition);
    }
  }

  private comparison(
    { operator, value }: { operator: OperatorName; value?: Comparand | string[] | undefined },
    predicate: (operator: PositiveOperator, value: Comparand) => Predicate,
  ): Program {
    if (operator === 'countAtMost') {
      const known = this.index(predicate('isKnown', null));
      return connect('&', [known, negate(this.index(predicate('countAtLeast', (value as number) + 1)))]);
    }
    const positive = positiveOf(operator, value);
    const program = this.index(predicate(positive.operator, positive.value));
    return positive.negated ? negate(program) : program;
  }

  private count(condition: EventCondition): Program {
    const measure = measureOf(condition);
    this.measures.set(measure.id, measure);
    const length = windowMs(condition.window);
    const atLeast = (n: number): Program => (n <= 0 ? always : this.index(['count', measure.id, length, n]));
    return countProgram(condition, atLeast);
  }

  private index(predicate: Predicate): number {
    const key = JSON.stringify(predicate);
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    this.indexes.set(key, this.predicates.length);
    return this.predicates.push(predicate) - 1;
  }
}

/** What has to be counted for a condition; equal events with equal filters share a measure, whatever the window. */
export function measureOf({ event, where }: Pick<EventCondition, 'event' | 'where'>): Omit<Measure, 'since'> {
  const filters = where.map(filterOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { id: `m_${stableHash(JSON.stringify([event, filters]))}`, event, where: filters };
}

function filterOf({ property, operator, value }: PropertyFilter): ResidualFilter {
  const positive = positiveOf(operator, value);
  return positive.negated
    ? [property, positive.operator, positive.value, 1]
    : [property, positive.operator, positive.value];
}

function countProgram({ operator, value }: EventCondition, atLeast: (n: number) => Program): Program {
  const n = value as number;
  const range = ([low, high]: [number, number]) =>
    connect('&', [atLeast(Math.ceil(low)), negate(atLeast(Math.floor(high) + 1))]);
  switch (operator) {
    case 'gte':
      return atLeast(Math.ceil(n));
    case 'gt':
      return atLeast(Math.floor(n) + 1);
    case 'lt':
      return negate(atLeast(Math.ceil(n)));
    case 'lte':
      return negate(atLeast(Math.floor(n) + 1));
    case 'eq':
      return Number.isInteger(n) ? range([n, n]) : never;
    case 'ne':
      return Number.isInteger(n) ? negate(range([n, n])) : always;
    case 'between':
      return range(value as [number, number]);
    case 'notBetween':
      return negate(range(value as [number, number]));
  }
}

const negativeOf: Partial<Record<OperatorName, OperatorName>> = {
  isNot: 'is',
  notIn: 'in',
  notContains: 'contains',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  ne: 'eq',
  notBetween: 'between',
  noneOf: 'anyOf',
  isUnknown: 'isKnown',
};

function positiveOf(
  operator: OperatorName,
  value: Comparand | string[] | undefined,
): { operator: PositiveOperator; value: Comparand; negated: boolean } {
  const positive = negativeOf[operator];
  if (positive) return { ...positiveOf(positive, value), negated: true };
  if (operator === 'is') return { operator: 'in', value: [fold(value as string)], negated: false };
  return { operator: operator as PositiveOperator, value: canonical(value), negated: false };
}

function canonical(value: Comparand | string[] | undefined): Comparand {
  if (typeof value === 'string') return fold(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) {
    return [...new Set(value.map(fold))].sort();
  }
  return value ?? null;
}

/** Flattens, removes duplicates and constants; a single part stands for itself. */
function connect(connective: '&' | '|', parts: Program[]): Program {
  const unique = new Map<string, Program>();
  for (const part of parts.flatMap((part) => flat(connective, part))) unique.set(JSON.stringify(part), part);
  if (unique.has(JSON.stringify(connective === '&' ? never : always))) return connective === '&' ? never : always;
  const kept = [...unique.values()];
  return kept.length === 1 ? (kept[0] as Program) : [connective, ...kept];
}

/** A nested group of the same kind dissolves; so does an empty one, the neutral element. */
function flat(connective: '&' | '|', part: Program): Program[] {
  return typeof part !== 'number' && part[0] === connective ? (part.slice(1) as Program[]) : [part];
}

function negate(program: Program): Program {
  if (typeof program === 'number') return ['!', program];
  if (program[0] === '!') return program[1];
  return [program[0] === '&' ? '|' : '&', ...(program.slice(1) as Program[]).map(negate)];
}

/** In any of `include` (when there are any), in none of `exclude`, and `own`. */
export function audienceProgram(include: Program[], exclude: Program[], own: Program): Program {
  const included = include.length === 0 ? always : connect('|', include);
  return connect('&', [included, ...exclude.map(negate), own]);
}

/** Is any leaf a fact that only the open page knows? */
export function isLive(program: Program, predicates: readonly Predicate[]): boolean {
  if (typeof program === 'number') return predicates[program]?.[0] === 'live';
  return (program.slice(1) as Program[]).some((part) => isLive(part, predicates));
}
