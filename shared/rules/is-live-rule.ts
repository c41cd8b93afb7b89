import { type Rule, visitProperties } from './rule.ts';

/**
 * Does a rule ask what only the open page knows? Such a rule has no stored members. `segments` are the rules that it may name; one
 * that is missing is nobody, and not live.
 */
export function isLiveRule(rule: Rule, segments: ReadonlyMap<string, Rule>, seen: readonly string[] = []): boolean {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.some((part) => isLiveRule(part, segments, seen));
    case 'not':
      return isLiveRule(rule.rule, segments, seen);
    case 'page':
      return !visitProperties.some((name) => name === rule.property);
    case 'cart':
      return true;
    case 'segment': {
      const named = segments.get(rule.segment);
      if (!named || seen.includes(rule.segment)) return false;
      return isLiveRule(named, segments, [...seen, rule.segment]);
    }
    case 'attribute':
    case 'event':
    case 'eventTime':
    case 'sequence':
    case 'bucket':
    case 'list':
      return false;
  }
}
