import type { AttributeDefinition } from '../schema/attribute.ts';

/** Attributes every site has. Location and device come with each request; the rest is personal and needs consent. */
export const builtInAttributes: AttributeDefinition[] = [
  personal('first_name', 'First name', 'profile', 'shortText', 'visitor'),
  personal('last_name', 'Last name', 'profile', 'shortText', 'visitor'),
  personal('email', 'Email', 'profile', 'shortText', 'visitor'),
  personal('phone', 'Phone', 'profile', 'shortText', 'visitor'),
  personal('source_id', 'Source id', 'profile', 'shortText', 'visitor'),
  personal('birthdate', 'Birthdate', 'profile', 'date', 'visitor'),
  { ...personal('first_seen', 'First seen', 'profile', 'date', 'reducer'), moment: true },
  { ...personal('last_seen', 'Last seen', 'profile', 'date', 'reducer'), moment: true },
  personal('page_views', 'Page views', 'profile', 'number', 'reducer'),
  personal('sessions', 'Sessions', 'profile', 'number', 'reducer'),
  personal('time_on_site_seconds', 'Time on site (seconds)', 'profile', 'number', 'reducer'),

  personal('referrer', 'Referring URL', 'source', 'shortText', 'reducer'),
  personal('landing_url', 'Landing URL', 'source', 'shortText', 'reducer'),
  personal('utm_source', 'UTM source', 'source', 'shortText', 'reducer'),
  personal('utm_medium', 'UTM medium', 'source', 'shortText', 'reducer'),
  personal('utm_campaign', 'UTM campaign', 'source', 'shortText', 'reducer'),
  personal('utm_term', 'UTM term', 'source', 'shortText', 'reducer'),
  personal('utm_content', 'UTM content', 'source', 'shortText', 'reducer'),

  ofRequest('city', 'City', 'location'),
  ofRequest('region', 'Region', 'location'),
  ofRequest('region_code', 'Region code', 'location'),
  ofRequest('postal_code', 'Postal code', 'location'),
  ofRequest('country', 'Country', 'location'),
  ofRequest('continent', 'Continent', 'location'),
  ofRequest('time_zone', 'Time zone', 'location'),

  personal('order_count', 'Orders', 'purchase', 'number', 'reducer'),
  { ...personal('order_total', 'Total of orders', 'purchase', 'number', 'reducer'), money: true },
  { ...personal('average_order', 'Average order', 'purchase', 'number', 'reducer'), money: true },
  { ...personal('last_order', 'Last order', 'purchase', 'date', 'reducer'), moment: true },
  { ...personal('last_order_amount', 'Last order amount', 'purchase', 'number', 'reducer'), money: true },

  ofRequest('device_type', 'Device type', 'other'),
  ofRequest('language', 'Language', 'other'),
];

function personal(
  name: string,
  label: string,
  group: AttributeDefinition['group'],
  type: AttributeDefinition['type'],
  writtenBy: AttributeDefinition['writtenBy'],
): AttributeDefinition {
  return { name, label, group, type, purpose: 'personalisation', writtenBy };
}

function ofRequest(name: string, label: string, group: AttributeDefinition['group']): AttributeDefinition {
  return { name, label, group, type: 'shortText', purpose: 'necessary', writtenBy: 'request' };
}
