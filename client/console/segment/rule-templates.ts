import { toMinor } from '../../../shared/money.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { all, any, attribute, within30Days } from '../../../shared/smart/smart-segment.ts';

/** A rule to begin a new segment with. */
export interface RuleTemplate {
  name: string;
  rule: Rule;
}

const ordered = { event: 'purchase', where: [] };

/** Ready examples of what rules can say; amounts are in the site's currency. */
export function ruleTemplates(currency: string): RuleTemplate[] {
  const money = (major: number) => toMinor(major, currency);
  return [
    {
      name: 'Bought twice this year, a full cart now',
      rule: all(
        {
          kind: 'event',
          ...ordered,
          window: { kind: 'calendar', period: 'thisYear' },
          aggregate: { kind: 'count' },
          operator: 'gte',
          value: 2,
        },
        { kind: 'cart', property: 'totalMinor', operator: 'gt', value: money(80) },
      ),
    },
    {
      name: 'Added to the cart, no order within an hour',
      rule: {
        kind: 'sequence',
        steps: [{ event: 'add_to_cart', where: [] }],
        within: { amount: 1, unit: 'hour' },
        butNot: { ...ordered, within: { amount: 1, unit: 'hour' } },
        window: { kind: 'rolling', amount: 7, unit: 'day' },
      },
    },
    {
      name: 'Last order more than 30 days ago',
      rule: attribute('last_order', 'moreThanAgo', { amount: 30, unit: 'day' }),
    },
    {
      name: 'Visited, but never bought',
      rule: all(attribute('sessions', 'gte', 1), attribute('order_count', 'eq', 0)),
    },
    {
      name: 'From Poland, orders over 100',
      rule: all(attribute('country', 'is', 'PL'), attribute('order_total', 'gt', money(100))),
    },
    {
      name: 'An order with a product',
      rule: {
        kind: 'event',
        ...ordered,
        items: { match: 'any', where: [{ property: 'item_name', operator: 'contains', value: 'MacBook' }] },
        window: { kind: 'ever' },
        aggregate: { kind: 'count' },
        operator: 'gte',
        value: 1,
      },
    },
    {
      name: 'Engaged on a phone',
      rule: all(
        attribute('device_type', 'is', 'mobile'),
        any(
          within30Days('session_start', { kind: 'count' }, 2),
          within30Days('engagement', { kind: 'sum', property: 'engaged_ms' }, 60_000),
        ),
      ),
    },
    {
      name: 'British email from Mailchimp',
      rule: all(attribute('email', 'endsWith', '.uk'), attribute('data_source', 'anyOf', ['mailchimp'])),
    },
  ];
}
