import { check } from '../../../shared/rules/check.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { ruleFaults } from '../rule/rule-faults.ts';
import { type GroupNode, newKey, treeOf, writeRule } from '../rule/rule-tree.ts';

/** The rule that an address holds as JSON; null where it holds none, undefined where it means nothing on this site. */
export function ruleOfAddress(text: string | null, vocabulary: Vocabulary): Rule | null | undefined {
  if (text === null) return null;
  try {
    const parsed = Rule.safeParse(JSON.parse(text));
    return parsed.success && check(parsed.data, vocabulary).length === 0 ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** No filter: everybody. */
export function noFilters(): GroupNode {
  return { kind: 'group', key: newKey(), exclude: false, mode: 'all', children: [] };
}

/** What of a tree acts already: the rows that are filled in. Null when none is. */
export function actingRule(tree: GroupNode, vocabulary: Vocabulary): Rule | null {
  const children = tree.children.filter(
    (child) => ruleFaults({ ...noFilters(), children: [child] }, vocabulary).size === 0,
  );
  return children.length === 0 ? null : writeRule({ ...tree, children }).rule;
}

/** The filters of a rule, each to be read and taken away by itself. */
export function filtersOf(rule: Rule): Rule[] {
  return rule.kind === 'all' ? rule.rules : [rule];
}

/** The rule without its filter of that place; null when nothing is left. */
export function withoutFilter(rule: Rule, place: number): Rule | null {
  const rules = filtersOf(rule).toSpliced(place, 1);
  return rules.length === 0 ? null : { kind: 'all', rules };
}

/** As rows. */
export function treeOfFilters(rule: Rule | null): GroupNode {
  return rule === null ? noFilters() : treeOf(rule);
}
