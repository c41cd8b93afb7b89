import { dayOperators } from './date-test.ts';
import { type Estimate, isTested } from './estimate.ts';
import { factOf } from './fact-of.ts';
import type { Predicate, Program } from './program.ts';
import type { SegmentPlan } from './segment-plan.ts';

interface Access {
  predicates: Set<number>;
  probability: number;
}

interface Table {
  predicates: readonly Predicate[];
  leaves: readonly Estimate[];
}

/** Prices in the time that one fact takes to be read. */
const prices = { run: 1.5, test: 1 };

/** Beyond it, looking a segment up costs more than it spares. */
const maxProbability = 0.6;

/** The access predicates and the guard of each program: rare ones, over few facts. */
export function chooseAccess(programs: readonly Program[], table: Table): Pick<SegmentPlan, 'access' | 'guard'>[] {
  const users = new Map<string, number>();
  const facts = table.predicates.map((predicate) => {
    const fact = factOf(predicate);
    return fact && `${fact.form} ${fact.windowMs} ${fact.name}`;
  });
  // A fact is read once for all segments that are found by it.
  const priceOf = ({ predicates, probability }: Access): number => {
    let price = probability * prices.run;
    for (const fact of new Set([...predicates].map((one) => facts[one]))) price += 1 / (users.get(fact ?? '') ?? 1);
    for (const one of predicates) if (isTested(table.predicates[one])) price += prices.test;
    return price;
  };
  for (const program of programs) {
    const first = accessOf(program, table, ({ probability }) => probability);
    for (const fact of new Set([...(first?.predicates ?? [])].map((one) => facts[one]))) {
      if (fact) users.set(fact, (users.get(fact) ?? 0) + 1);
    }
  }
  return programs.map((program) => {
    const access = accessOf(program, table, priceOf);
    if (!access || access.probability > maxProbability) return { access: null };
    const guard = guardOf(program, access, table);
    return { access: [...access.predicates], ...(guard !== undefined && { guard }) };
  });
}

/** The cheapest predicates of which a program needs one; null when it holds without any. */
function accessOf(program: Program, table: Table, priceOf: (access: Access) => number): Access | null {
  if (typeof program === 'number') {
    if (!isKept(table.predicates[program])) return null;
    return { predicates: new Set([program]), probability: (table.leaves[program] as Estimate).probability };
  }
  if (program[0] === '!') return null;
  const parts = (program.slice(1) as Program[]).map((part) => accessOf(part, table, priceOf));
  if (program[0] === '&') {
    return parts.reduce((best, part) => (part && (!best || priceOf(part) < priceOf(best)) ? part : best), null);
  }
  let none = 1;
  const all = new Set<number>();
  for (const part of parts) {
    if (!part) return null;
    none *= 1 - part.probability;
    for (const predicate of part.predicates) all.add(predicate);
  }
  return { predicates: all, probability: 1 - none };
}

/** The rarest other condition of a group that needs all of them. */
function guardOf(program: Program, { predicates: access }: Access, table: Table): number | undefined {
  if (typeof program === 'number' || program[0] !== '&') return undefined;
  const guards = (program.slice(1) as Program[])
    .map((part) => guardBy(part, table))
    .filter((one) => one !== null && !access.has(one.leaf));
  return guards.sort((a, b) => (a?.probability ?? 1) - (b?.probability ?? 1))[0]?.guard;
}

function guardBy(part: Program, { predicates, leaves }: Table) {
  const isNegated = typeof part !== 'number' && part[0] === '!';
  const leaf = isNegated ? part[1] : part;
  if (typeof leaf !== 'number') return null;
  if (!(isNegated ? isTimeless : isKept)(predicates[leaf])) return null;
  // A test of its own for each who is let in costs more than it spares.
  if (isTested(predicates[leaf])) return null;
  const { probability } = leaves[leaf] as Estimate;
  return { leaf, guard: isNegated ? ~leaf : leaf, probability: isNegated ? 1 - probability : probability };
}

/** Once it does not hold, only a fact that changes makes it hold. Told of those alone of which it is plain. */
function isKept(predicate: Predicate | undefined): boolean {
  // A rolling window only loses.
  return isTimeless(predicate) || (predicate?.[0] === 'count' && typeof predicate[2] === 'number');
}

/** Does only a fact that changes flip it? */
export function isTimeless(predicate: Predicate | undefined): boolean {
  switch (predicate?.[0]) {
    case 'attribute':
    case 'bucket':
    case 'list':
      return true;
    case 'count':
      return predicate[2] === null;
    case 'date':
      return dayOperators.has(predicate[2]);
    default:
      return false;
  }
}
