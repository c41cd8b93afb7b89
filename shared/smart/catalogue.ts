import type { Channel } from '../profile/channel.ts';
import type { Rule } from '../rules/rule.ts';
import { rfmSegments } from './rfm-segments.ts';
import { all, any, attribute, type SmartSegment, within30Days } from './smart-segment.ts';

/** An abandoned cart: nothing ordered so long after something was added. */
const abandonedAfterMinutes = 60;

const cameBy = (...channels: Channel[]): Rule => attribute('channel', 'in', channels);

const neverBought = attribute('order_count', 'eq', 0);

/** Engaged: two sessions, or a minute of attention. */
const engaged = any(
  within30Days('session_start', { kind: 'count' }, 2),
  within30Days('engagement', { kind: 'sum', property: 'engaged_ms' }, 60_000),
);

const behaviour: SmartSegment[] = [
  {
    key: 'cart_abandoners',
    name: 'Cart abandoners',
    description: 'Put something into the cart in the last 7 days and ordered nothing within the hour.',
    strategy: 'Remind them of what they left, and answer what keeps people from buying: delivery, returns, payment.',
    rule: {
      kind: 'sequence',
      steps: [{ event: 'add_to_cart', where: [] }],
      within: { amount: abandonedAfterMinutes, unit: 'minute' },
      butNot: { event: 'purchase', where: [], within: { amount: abandonedAfterMinutes, unit: 'minute' } },
      window: { kind: 'rolling', amount: 7, unit: 'day' },
    },
  },
  {
    key: 'never_bought',
    name: 'Visitors who never bought',
    description: 'Have been here and have no paid order.',
    strategy: 'Make the first order easy: a welcome offer, reviews, a plain word on returns.',
    rule: neverBought,
  },
  {
    key: 'engaged_mobile',
    name: 'Engaged mobile browsers',
    description: 'On a phone, and with two sessions or a minute of attention in the last 30 days.',
    strategy:
      'Ask for an email or phone while they are interested; keep forms short, with one field and a large button.',
    rule: all(attribute('device_type', 'is', 'mobile'), engaged),
  },
  {
    key: 'one_session_no_purchase',
    name: 'One session and no purchase',
    description: 'Came once and left without an order.',
    strategy: 'Bring them back with what they looked at; ask nothing yet that costs them more than a click.',
    rule: all(attribute('sessions', 'eq', 1), neverBought),
  },
];

const contact: SmartSegment[] = [
  {
    key: 'email_engagement_country',
    name: 'Email engagement in a country',
    description: 'Opened or clicked an email in the last 90 days, in one country; copy it to choose which.',
    strategy: 'Send what is local: delivery times, holidays, a store nearby.',
    rule: all(
      any(
        attribute('last_email_opened', 'lessThanAgo', { amount: 90, unit: 'day' }),
        attribute('last_email_clicked', 'lessThanAgo', { amount: 90, unit: 'day' }),
      ),
      attribute('country', 'is', 'DE'),
    ),
  },
  known('email', 'Email', 'Write to them, and do not ask again on the site.'),
  unknown('email', 'Email', 'Offer something for the address: a guide, early access, a first-order discount.'),
  known('phone', 'SMS', 'Use it for what is urgent: a delivery, a price that ends today.'),
  unknown('phone', 'SMS', 'Ask at the checkout or after an order, when the number is of use to them.'),
];

const source: SmartSegment[] = [
  {
    key: 'paid_acquisition',
    name: 'Paid acquisition',
    description: 'Came to their latest session by an advertisement.',
    strategy: 'Keep the promise of the advertisement on the page; every visit was paid for, so ask for the email.',
    rule: cameBy('paid_search', 'paid_shopping', 'paid_social', 'paid_video', 'paid_other', 'display', 'cross_network'),
  },
  {
    key: 'organic_search',
    name: 'Organic search',
    description: 'Came to their latest session by a search engine, unpaid.',
    strategy: 'They came with a question: answer it, then show the products that go with the answer.',
    rule: cameBy('organic_search'),
  },
  {
    key: 'direct_traffic',
    name: 'Direct traffic',
    description: 'Typed the address or opened a bookmark.',
    strategy: 'They know you: show what is new since their last visit.',
    rule: cameBy('direct'),
  },
  {
    key: 'from_social',
    name: 'From social',
    description: 'Came to their latest session by a social network, paid or not.',
    strategy: 'Go on with what they saw there: the same product, the same pictures, what others say of it.',
    rule: cameBy('organic_social', 'paid_social'),
  },
  {
    key: 'returned_by_email',
    name: 'Returned via email in the last session',
    description: 'Came back, and their latest session began with an email.',
    strategy: 'Show the offer of the email at once, and ask nothing that you know already.',
    rule: all(cameBy('email'), attribute('sessions', 'gte', 2)),
  },
];

const customers: SmartSegment[] = [
  {
    key: 'customers',
    name: 'Customers',
    description: 'Have a paid order.',
    strategy: 'Leave them out of first-order offers; ask for a review, show what goes with what they have.',
    rule: attribute('order_count', 'gte', 1),
  },
  {
    key: 'repeat_customers',
    name: 'Repeat customers',
    description: 'Have two paid orders or more.',
    strategy: 'Thank them: early access, a loyalty programme, a code for a friend.',
    rule: attribute('order_count', 'gte', 2),
  },
  {
    key: 'big_spenders',
    name: 'Big spenders',
    description: 'The top tenth of all buyers by what they spent in all, counted anew each day.',
    strategy: 'Serve them first: a person to ask, free delivery, the new things before others see them.',
    rule: attribute('spend_percentile', 'gte', 90),
  },
  {
    key: 'likely_to_buy',
    name: 'Likely to buy',
    description:
      'The tenth of all who were here in the last 90 days that is likeliest to order within 30 days, found anew each day.',
    strategy: 'Do not discount what they would buy anyway: make it easy, show what is in stock and when it arrives.',
    rule: attribute('conversion_percentile', 'gte', 90),
  },
  {
    key: 'about_to_lapse',
    name: 'About to lapse',
    description: 'Their last order is longer ago than one and a half times the usual time between their orders.',
    strategy: 'Remind them in time: what they usually buy, a small reason to come back now.',
    rule: attribute('lapse_expected', 'moreThanAgo', { amount: 1, unit: 'minute' }),
  },
];

const devices: SmartSegment[] = [
  {
    key: 'desktop_or_tablet',
    name: 'Desktop or tablet',
    description: 'On a large screen in their latest session.',
    strategy: 'There is room: comparisons, larger pictures, forms of more than one field.',
    rule: attribute('device_type', 'in', ['desktop', 'tablet']),
  },
  {
    key: 'prefers_mobile',
    name: 'Prefers mobile',
    description: 'Most of their sessions were on a phone.',
    strategy: 'Plan for the small screen and the thumb; offer wallets at the checkout.',
    rule: attribute('preferred_device', 'is', 'mobile'),
  },
];

/** Every ready-made segment, by subject. */
export const smartSegments: readonly SmartSegment[] = [
  ...behaviour,
  ...contact,
  ...source,
  ...customers,
  ...rfmSegments,
  ...devices,
];

function known(name: 'email' | 'phone', label: string, strategy: string): SmartSegment {
  const what = name === 'email' ? 'An email address' : 'A phone number';
  const description = `${what} is known, from a form, the checkout or the shop.`;
  return { key: `${name}_known`, name: `${label} known`, description, strategy, rule: attribute(name, 'isKnown') };
}

function unknown(name: 'email' | 'phone', label: string, strategy: string): SmartSegment {
  const what = name === 'email' ? 'No email address' : 'No phone number';
  const description = `${what} is known.`;
  return {
    key: `${name}_unknown`,
    name: `${label} not known`,
    description,
    strategy,
    rule: attribute(name, 'isUnknown'),
  };
}
