import * as fc from 'fast-check';
import type { Rule } from '../../shared/rules/rule.ts';
import { arbitraryRule } from './arbitrary-rule.ts';

/** Enough for access predicates; repeated, constant and live ones among them. */
export const manyRules: fc.Arbitrary<Rule[]> = fc
  .tuple(fc.array(arbitraryRule, { minLength: 6, maxLength: 14 }), fc.infiniteStream(fc.nat()))
  .map(([rules, order]) => {
    const all: Rule[] = [...rules, rules[0] as Rule, { kind: 'all', rules: [] }, { kind: 'any', rules: [] }];
    return all
      .map((rule) => ({ rule, key: order.next().value as number }))
      .sort((a, b) => a.key - b.key)
      .map(({ rule }) => rule);
  });
