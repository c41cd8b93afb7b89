import { Compiler } from '../rules/compile.ts';
import { negate } from '../rules/connect.ts';
import { factOf } from '../rules/consistent.ts';
import type { Predicate, Program } from '../rules/program.ts';
import type { Rule } from '../rules/rule.ts';
import { areEquivalent, isSatisfiable, isTautology, type SearchBudget } from '../rules/satisfiable.ts';
import type { Fault } from '../schema/problem.ts';
import type { Segment } from '../schema/segment.ts';

/** Segments over the same facts are compared in pairs; more than this have their texts compared only. */
const maxCompared = 20;

/**
 * What can be published and is hardly meant: a part that nobody can match, one that everybody does, a segment that says the same as
 * another. Silent where the analysis does not reach (`isSatisfiable`).
 */
export function ruleWarnings(
  rule: Rule,
  { segments, pointer, budget }: { segments: ReadonlyMap<string, Rule>; pointer: string; budget?: SearchBudget },
): Fault[] {
  const compiler = new Compiler(segments);
  const { predicates } = compiler;
  const visit = (node: Rule, at: string): Fault[] => {
    const program = compiler.compile(node);
    if (!isSatisfiable(program, predicates, budget)) {
      const place = narrowest(
        node,
        at,
        (part) => part.kind === 'all',
        (part) => !isSatisfiable(compiler.compile(part), predicates, budget),
      );
      return [{ pointer: place, detail: 'nobody can match this: its conditions exclude each other' }];
    }
    if (!isEmptyAll(node) && isTautology(program, predicates, budget)) {
      const place = narrowest(
        node,
        at,
        (part) => part.kind === 'any',
        (part) => isTautology(compiler.compile(part), predicates, budget),
      );
      return [{ pointer: place, detail: 'this is always true: it leaves nobody out' }];
    }
    return partsOf(node, at).flatMap(([part, place]) => visit(part, place));
  };
  return visit(rule, pointer);
}

/** Segments that mean the same as an earlier one. */
export function twinWarnings(segments: readonly Segment[], budget?: SearchBudget): Fault[] {
  const rules = new Map(segments.map(({ id, rule }) => [id, rule]));
  const compiler = new Compiler(rules);
  const compiled = segments.map((segment) => ({ segment, program: compiler.compile(segment.rule) }));
  const { predicates } = compiler;
  const warnings: Fault[] = [];
  const groups = Map.groupBy(compiled, ({ program }) => factsIn(program, predicates).join());
  for (const group of groups.values()) {
    group.forEach(({ segment, program }, index) => {
      const twin = group
        .slice(0, index)
        .find(
          (other) =>
            JSON.stringify(sorted(other.program)) === JSON.stringify(sorted(program)) ||
            (group.length <= maxCompared &&
              areEquivalent(other.program, program, { predicates, ...(budget && { budget }) })),
        );
      if (!twin) return;
      const detail = `it says the same as segment "${twin.segment.name}": keep one of them`;
      warnings.push({ pointer: `/segment/${segment.id}/rule`, detail });
    });
  }
  return warnings;
}

/** Nobody can be in the audience as a whole, though each part of it may have somebody. */
export function isEmptyAudience(
  { include, exclude, own }: { include: Rule[]; exclude: Rule[]; own: Rule | undefined },
  { segments, budget }: { segments: ReadonlyMap<string, Rule>; budget?: SearchBudget },
): boolean {
  const compiler = new Compiler(segments);
  const parts: Program[] = exclude.map((rule) => negate(compiler.compile(rule)));
  if (include.length > 0) parts.push(compiler.compile({ kind: 'any', rules: include }));
  if (own) parts.push(compiler.compile(own));
  return !isSatisfiable(['&', ...parts], compiler.predicates, budget);
}

function isEmptyAll(rule: Rule): boolean {
  return rule.kind === 'all' && rule.rules.length === 0;
}

function partsOf(rule: Rule, at: string): [Rule, string][] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.map((part, index) => [part, `${at}/rules/${index}`]);
    case 'not':
      return [[rule.rule, `${at}/rule`]];
    default:
      return [];
  }
}

/** Follows the groups in which one part alone decides down to the smallest that does. */
function narrowest(rule: Rule, at: string, opens: (rule: Rule) => boolean, decides: (rule: Rule) => boolean): string {
  const found = opens(rule) ? partsOf(rule, at).find(([part]) => decides(part)) : undefined;
  return found ? narrowest(found[0], found[1], opens, decides) : at;
}

/** The same program whatever the order of its parts. */
function sorted(program: Program): unknown {
  if (typeof program === 'number') return program;
  const parts = (program.slice(1) as Program[]).map(sorted);
  return [program[0], ...parts.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
}

function factsIn(program: Program, predicates: readonly Predicate[]): string[] {
  if (typeof program === 'number') {
    const predicate = predicates[program] as Predicate;
    return [factOf(predicate) ?? `${predicate[0]} ${predicate[1]}`];
  }
  return [...new Set((program.slice(1) as Program[]).flatMap((part) => factsIn(part, predicates)))].sort();
}
