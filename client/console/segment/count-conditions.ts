import type { Rule } from '../../../shared/rules/rule.ts';

/** How many conditions a rule has, nested ones included. */
export function countConditions(rule: Rule): number {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.reduce((sum, part) => sum + countConditions(part), 0);
    case 'not':
      return countConditions(rule.rule);
    default:
      return 1;
  }
}
