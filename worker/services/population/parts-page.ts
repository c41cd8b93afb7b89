import { partsOf, type RulePart } from '../../../shared/rules/parts.ts';
import type { Rule } from '../../../shared/rules/rule.ts';

/** A statement of D1 answers 100 columns: two for the whole rule, and four for each part, which is counted twice. */
const maxParts = 19;

/** Conditions of one statement, however often the same one: at some 200 bytes each it stays under the 100 KB of D1. */
const maxConditions = 320;

/** The parts of a rule that are counted in one statement with it, from the `from`-th on, and where to go on; null when these were the last. */
export function partsPage(rule: Rule, from: number): { parts: RulePart[]; next: number | null } {
  const all = partsOf(rule);
  const parts: RulePart[] = [];
  let left = maxConditions - conditionsIn(rule);
  for (const part of all.slice(from, from + maxParts)) {
    left -= conditionsIn(part.alone) + conditionsIn(part.kept);
    if (left < 0 && parts.length > 0) break;
    parts.push(part);
  }
  const next = from + parts.length;
  return { parts, next: next < all.length ? next : null };
}

function conditionsIn(rule: Rule): number {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.rules.reduce((sum, part) => sum + conditionsIn(part), 0);
  return rule.kind === 'not' ? conditionsIn(rule.rule) : 1;
}
