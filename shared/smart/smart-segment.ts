import type { EventCondition } from '../rules/event-condition.ts';
import type { Rule } from '../rules/rule.ts';

/** A ready-made segment: an ordinary rule, to be looked at, copied and edited. */
export interface SmartSegment {
  key: string;
  name: string;
  /** Who is in it. */
  description: string;
  /** What to do for them. */
  strategy: string;
  rule: Rule;
}

export const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
export const any = (...rules: Rule[]): Rule => ({ kind: 'any', rules });

type Compared = Pick<Extract<Rule, { kind: 'attribute' }>, 'operator' | 'value'>;

export const attribute = (name: string, operator: Compared['operator'], value?: Compared['value']): Rule => ({
  kind: 'attribute',
  attribute: name,
  operator,
  ...(value !== undefined && { value }),
});

/** An aggregate of an event in the last 30 days that is at least so much. */
export const within30Days = (event: string, aggregate: EventCondition['aggregate'], atLeast: number): Rule => ({
  kind: 'event',
  event,
  where: [],
  window: { kind: 'rolling', amount: 30, unit: 'day' },
  aggregate,
  operator: 'gte',
  value: atLeast,
});
