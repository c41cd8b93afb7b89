import type { AttributeDefinition } from '../schema/attribute.ts';
import { rfmGroups } from '../scoring/rfm.ts';
import { channels } from './channel.ts';

type Group = AttributeDefinition['group'];
type Type = AttributeDefinition['type'];

/**
 * Attributes every site has. Location and device come with each request and need no consent; the rest is personal. Where an address
 * is known, `country`, `region`, `city` and `postal_code` are its, else those of the location (`factsOf`).
 */
export const builtInAttributes: AttributeDefinition[] = [
  ofVisitor('name', 'Name'),
  ofVisitor('first_name', 'First name'),
  ofVisitor('last_name', 'Last name'),
  { ...ofVisitor('email', 'Email'), multiple: true },
  { ...ofVisitor('phone', 'Phone'), multiple: true },
  { ...ofVisitor('source_id', 'Source id'), multiple: true },
  ofVisitor('birthdate', 'Birthdate', 'profile', 'date'),
  { ...kept('created', 'Created', 'profile', 'date'), moment: true },
  { ...kept('first_seen', 'First seen', 'profile', 'date'), moment: true },
  { ...kept('last_seen', 'Last seen', 'profile', 'date'), moment: true },
  kept('page_views', 'Page views', 'profile', 'number'),
  kept('sessions', 'Sessions', 'profile', 'number'),
  kept('time_on_site_seconds', 'Time on site (seconds)', 'profile', 'number'),
  kept('products_viewed', 'Products viewed', 'profile', 'number'),
  kept('cart_adds', 'Times something was added to the cart', 'profile', 'number'),
  kept('checkouts_started', 'Checkouts started', 'profile', 'number'),

  { ...kept('channel', 'Channel of the latest session', 'source', 'singleSelect'), options: channelOptions() },
  { ...kept('first_channel', 'Channel of the first session', 'source', 'singleSelect'), options: channelOptions() },
  kept('referrer', 'Referring URL', 'source', 'shortText'),
  kept('landing_url', 'Landing URL', 'source', 'shortText'),
  kept('utm_source', 'UTM source', 'source', 'shortText'),
  kept('utm_medium', 'UTM medium', 'source', 'shortText'),
  kept('utm_campaign', 'UTM campaign', 'source', 'shortText'),
  kept('utm_term', 'UTM term', 'source', 'shortText'),
  kept('utm_content', 'UTM content', 'source', 'shortText'),
  kept('first_referrer', 'First referring URL', 'source', 'shortText'),
  kept('first_landing_url', 'First landing URL', 'source', 'shortText'),
  kept('first_utm_source', 'First UTM source', 'source', 'shortText'),
  kept('first_utm_medium', 'First UTM medium', 'source', 'shortText'),
  kept('first_utm_campaign', 'First UTM campaign', 'source', 'shortText'),
  { ...kept('data_source', 'Data source', 'source', 'multiSelect'), multiple: true },
  { ...ofServer('source_list', 'List at the source', 'source', 'multiSelect'), multiple: true },
  { ...ofServer('source_kind', 'Lead or user', 'source', 'singleSelect'), options: options('lead', 'user') },

  ofRequest('city', 'City', 'location'),
  ofRequest('region', 'Region', 'location'),
  ofRequest('region_code', 'Region code', 'location'),
  ofRequest('postal_code', 'Postal code', 'location'),
  ofRequest('country', 'Country', 'location'),
  ofRequest('continent', 'Continent', 'location'),
  ofRequest('time_zone', 'Time zone', 'location'),
  ofVisitor('address_street', 'Street', 'location'),
  ofVisitor('address_postal_code', 'Postal code of the address', 'location'),
  ofVisitor('address_city', 'City of the address', 'location'),
  ofVisitor('address_state', 'State of the address', 'location'),
  ofVisitor('address_country', 'Country of the address', 'location'),

  ...['email', 'sms', 'push'].flatMap((means) => communication(means)),

  kept('order_count', 'Orders', 'purchase', 'number'),
  { ...kept('order_total', 'Total of orders', 'purchase', 'number'), money: true },
  { ...kept('average_order', 'Average order', 'purchase', 'number'), money: true },
  { ...kept('last_order', 'Last order', 'purchase', 'date'), moment: true },
  { ...kept('last_order_amount', 'Last order amount', 'purchase', 'number'), money: true },
  kept('average_days_between_orders', 'Average days between orders', 'purchase', 'number'),
  { ...kept('lapse_expected', 'Lapse expected (1.5 times the usual gap)', 'purchase', 'date'), moment: true },
  kept('orders_placed', 'Orders of any status', 'purchase', 'number'),
  { ...kept('gross_total', 'Total before refunds', 'purchase', 'number'), money: true },
  { ...kept('refund_total', 'Refunds', 'purchase', 'number'), money: true },
  kept('redemptions', 'Coupons redeemed', 'purchase', 'number'),
  { ...kept('gift_card_spent', 'Spent by gift card', 'purchase', 'number'), money: true },
  { ...kept('gift_card_balance', 'Gift card balance', 'purchase', 'number'), money: true },
  kept('referred_customers', 'Customers referred', 'purchase', 'number'),
  kept('loyalty_points', 'Loyalty points', 'purchase', 'number'),
  kept('loyalty_tier', 'Loyalty tier', 'purchase', 'shortText'),

  ...scores(),

  ofRequest('device_type', 'Device type', 'other'),
  ofRequest('browser', 'Browser', 'other'),
  ofRequest('os', 'Operating system', 'other'),
  ofRequest('language', 'Language', 'other'),
  kept('desktop_sessions', 'Sessions on a desktop', 'other', 'number'),
  kept('mobile_sessions', 'Sessions on a phone', 'other', 'number'),
  kept('tablet_sessions', 'Sessions on a tablet', 'other', 'number'),
  {
    ...kept('preferred_device', 'Device of most sessions', 'other', 'singleSelect'),
    options: options('desktop', 'mobile', 'tablet'),
  },
  { ...ofServer('tags', 'Tags', 'other', 'multiSelect'), multiple: true },
];

/** What the Worker computes over all people of the site, once a day (`scoring/`). */
function scores(): AttributeDefinition[] {
  const groups = options(...rfmGroups);
  return [
    kept('rfm_recency', 'Recency score', 'purchase', 'number'),
    kept('rfm_frequency', 'Frequency score', 'purchase', 'number'),
    kept('rfm_monetary', 'Monetary score', 'purchase', 'number'),
    { ...kept('rfm_group', 'RFM group', 'purchase', 'singleSelect'), options: groups },
    { ...kept('rfm_previous_group', 'RFM group before', 'purchase', 'singleSelect'), options: groups },
    { ...kept('rfm_changed_at', 'RFM group changed', 'purchase', 'date'), moment: true },
    kept('spend_percentile', 'Spend more than so many percent of buyers', 'purchase', 'number'),
    kept('conversion_potential', 'Likelihood of an order in 30 days (percent)', 'purchase', 'number'),
    kept('conversion_percentile', 'Likelier to order than so many percent', 'purchase', 'number'),
  ];
}

function communication(means: string): AttributeDefinition[] {
  const label = means === 'sms' ? 'SMS' : means;
  return [
    ...['sent', 'opened', 'clicked'].map((what) => ({
      ...kept(`last_${means}_${what}`, `Last ${label} ${what}`, 'communication', 'date'),
      moment: true,
    })),
    {
      ...ofServer(`${means}_subscription`, `${label} subscription`, 'communication', 'singleSelect'),
      options: options('subscribed', 'unsubscribed', 'pending', 'bounced'),
    },
  ];
}

/** What forms, `identify` and the server may set. */
function ofVisitor(name: string, label: string, group: Group = 'profile', type: Type = 'shortText') {
  return { name, label, group, type, purpose: 'personalisation', writtenBy: 'visitor' } satisfies AttributeDefinition;
}

/** What the server may set, and nobody else. */
function ofServer(name: string, label: string, group: Group, type: Type): AttributeDefinition {
  return { name, label, group, type, purpose: 'personalisation', writtenBy: 'server' };
}

/** What the reducer makes of events. */
function kept(name: string, label: string, group: Group, type: Type): AttributeDefinition {
  return { name, label, group, type, purpose: 'personalisation', writtenBy: 'reducer' };
}

function ofRequest(name: string, label: string, group: Group): AttributeDefinition {
  return { name, label, group, type: 'shortText', purpose: 'necessary', writtenBy: 'request' };
}

function options(...values: string[]) {
  return values.map((value) => ({ value, label: capitalised(value.replaceAll('_', ' ')) }));
}

function channelOptions() {
  return options(...channels);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
