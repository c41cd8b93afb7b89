import type { RuleTable } from './evaluation.ts';
import { dateOperators } from './operator-names.ts';
import type { Comparison, Predicate, Program } from './program.ts';
import { positiveOperators } from './residual-shape.ts';
import { visitProperties } from './rule.ts';

/** Answers by program: a linked bundle asks the same ones at every visit. */
const known = new WeakMap<RuleTable, Map<Program, string | null>>();

/** What in a program this code does not know, or null. Such a rule never matches, negated or not. */
export function unsupported(program: Program, table: RuleTable): string | null {
  let answers = known.get(table);
  if (!answers) {
    answers = new Map();
    known.set(table, answers);
  }
  let what = answers.get(program);
  if (what === undefined) {
    what = lookThrough(program, table);
    answers.set(program, what);
  }
  return what;
}

function lookThrough(program: Program, table: RuleTable): string | null {
  if (typeof program !== 'number') {
    if (!['&', '|', '!'].includes(program[0])) return `connective ${program[0]}`;
    for (const part of program.slice(1) as Program[]) {
      const what = lookThrough(part, table);
      if (what !== null) return what;
    }
    return null;
  }
  const predicate = table.predicates[program];
  return predicate ? unsupportedPredicate(predicate, table) : `predicate ${program}`;
}

function unsupportedPredicate(predicate: Predicate, table: RuleTable): string | null {
  switch (predicate[0]) {
    case 'attribute':
    case 'live':
      return unknownOperator(predicate[2]);
    case 'visit':
      return visitProperties.includes(predicate[1]) ? unknownOperator(predicate[2]) : `fact ${predicate[1]}`;
    case 'date':
      return unknownDate(predicate[2]);
    case 'updated':
    case 'bucket':
    case 'list':
      return null;
    case 'count':
      return unknownMeasure([predicate[1]], table);
    case 'sessionCount':
      return unknownMeasure([predicate[1]], table) ?? unknownComparison(predicate[2]);
    case 'aggregate':
      return unknownMeasure([predicate[1]], table) ?? unknownComparison(predicate[4]);
    case 'time':
      return unknownMeasure([predicate[1]], table) ?? (predicate[4] === 'isKnown' ? null : unknownDate(predicate[4]));
    case 'sequence': {
      const { steps, butNot } = predicate[1];
      return unknownMeasure(butNot ? [...steps, butNot[0]] : steps, table);
    }
    default:
      return `predicate ${(predicate as Predicate)[0]}`;
  }
}

function unknownOperator(operator: string): string | null {
  return (positiveOperators as readonly string[]).includes(operator) ? null : `operator ${operator}`;
}

function unknownDate(operator: string): string | null {
  return (dateOperators as readonly string[]).includes(operator) ? null : `operator ${operator}`;
}

function unknownComparison([operator]: Comparison): string | null {
  return unknownOperator(operator);
}

function unknownMeasure(measures: readonly string[], table: RuleTable): string | null {
  const unknown = measures.find((measure) => !table.measures.has(measure));
  return unknown === undefined ? null : `measure ${unknown}`;
}
