import type { Rule } from '../../shared/rules/rule.ts';

/** Whoever viewed so many pages ever. */
export function viewedAtLeast(value: number): Rule {
  return {
    kind: 'event',
    event: 'page_view',
    where: [],
    window: { kind: 'ever' },
    aggregate: { kind: 'count' },
    operator: 'gte',
    value,
  };
}
