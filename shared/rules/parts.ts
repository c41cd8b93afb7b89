import type { Rule } from './rule.ts';

/** A condition or group of a rule with its place, and the rule that says what is left once it and all rows above it hold. */
export interface RulePart {
  /** JSON Pointer into the rule. */
  pointer: string;
  alone: Rule;
  /** Inside *all of*: together with the rows before it. Elsewhere the same as `alone`. */
  kept: Rule;
}

/** Every part of a rule below its root, in reading order: what a count asks to say what each condition keeps. */
export function partsOf(rule: Rule, pointer = ''): RulePart[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.flatMap((part, index) => {
        const at = `${pointer}/rules/${index}`;
        const kept: Rule =
          rule.kind === 'all' && index > 0 ? { kind: 'all', rules: rule.rules.slice(0, index + 1) } : part;
        return [{ pointer: at, alone: part, kept }, ...partsOf(part, at)];
      });
    case 'not':
      return rule.rule.kind === 'all' || rule.rule.kind === 'any' ? partsOf(rule.rule, `${pointer}/rule`) : [];
    default:
      return [];
  }
}
