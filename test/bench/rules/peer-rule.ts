import { positiveTest } from '../../../shared/rules/positive-operator.ts';
import type { Comparand, PositiveOperator } from '../../../shared/rules/residual-shape.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { type Duration, durationMs } from '../../../shared/rules/window.ts';
import { benchNow, counters } from './vocabulary.ts';

/** A rule as the translators of `peers/` take it: positive comparisons of flat values, and connectives. */
export type PeerRule =
  | { all: PeerRule[] }
  | { any: PeerRule[] }
  | { not: PeerRule }
  | { name: string; operator: PositiveOperator; value: Comparand }
  /** Of a moment in epoch ms: at it or later, before it. */
  | { name: string; operator: 'from' | 'before'; value: number };

/** Counts become comparisons of a counter that is there already. */
export function peerRule(rule: Rule): PeerRule {
  switch (rule.kind) {
    case 'all':
      return { all: rule.rules.map(peerRule) };
    case 'any':
      return { any: rule.rules.map(peerRule) };
    case 'not':
      return { not: peerRule(rule.rule) };
    case 'attribute':
      return date(rule) ?? comparison(rule.attribute, rule);
    case 'event': {
      const counter = counters.find(
        ({ event, window }) => event === rule.event && JSON.stringify(window) === JSON.stringify(rule.window),
      );
      if (counter) return comparison(counter.name, rule);
    }
  }
  throw new Error(`the workload has no ${rule.kind} for peers`);
}

/** Peers are given the moment that "30 days ago" is now. */
function date({ attribute: name, operator, value }: Extract<Rule, { kind: 'attribute' }>): PeerRule | undefined {
  switch (operator) {
    case 'lessThanAgo':
      return { name, operator: 'from', value: benchNow - durationMs(value as Duration) + 1 };
    case 'moreThanAgo':
      return { name, operator: 'before', value: benchNow - durationMs(value as Duration) };
    case 'before':
      return { name, operator, value: Date.parse(value as string) };
    case 'onOrAfter':
      return { name, operator: 'from', value: Date.parse(value as string) };
    default:
      return undefined;
  }
}

function comparison(
  name: string,
  { operator, value: said }: Pick<Extract<Rule, { kind: 'attribute' }>, 'operator' | 'value'>,
): PeerRule {
  const { negated, operator: positive, value } = positiveTest(operator, said);
  const test: PeerRule = { name, operator: positive, value };
  return negated ? { not: test } : test;
}
