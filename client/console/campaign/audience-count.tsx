import { useMemo } from 'react';
import { Rule } from '../../../shared/rules/rule.ts';
import { type GroupNode, writeRule } from '../rule/rule-tree.ts';
import { PeopleCount } from '../segment/people-count.tsx';
import { usePeopleCount } from '../segment/use-people-count.ts';

interface Audience {
  include: readonly string[];
  exclude: readonly string[];
  tree: GroupNode | null;
}

/** How many people an audience matches now; everybody while it says nothing. */
export function AudienceCount({ include, exclude, tree }: Audience) {
  const rule = useMemo(() => ruleOf({ include, exclude, tree }), [include, exclude, tree]);
  return <PeopleCount counting={usePeopleCount(rule)} isWhole={rule !== null} />;
}

/** Segments and own rule as one; null while the own rule is not filled in. */
function ruleOf({ include, exclude, tree }: Audience): Rule | null {
  const inside = (segment: string): Rule => ({ kind: 'segment', segment, operator: 'in' });
  const own = tree && Rule.safeParse(writeRule(tree).rule);
  if (own && !own.success) return null;
  return {
    kind: 'all',
    rules: [
      ...(include.length > 0 ? [{ kind: 'any' as const, rules: include.map(inside) }] : []),
      ...(exclude.length > 0
        ? [{ kind: 'not' as const, rule: { kind: 'any' as const, rules: exclude.map(inside) } }]
        : []),
      ...(own ? [own.data] : []),
    ],
  };
}
