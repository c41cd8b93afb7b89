import type { TimelineEvent } from '../api.ts';
import { formatList, formatMajor, formatMoney, formatNumber } from '../formats.ts';

type Properties = TimelineEvent['properties'];

interface Names {
  /** Of the site; for amounts that come without one. */
  currency: string;
  campaignName: (id: string) => string;
}

const sentences: Record<string, (properties: Properties, names: Names) => string> = {
  session_start: (p) => `Started a visit${origin(p)}`,
  page_view: (p) => `Viewed ${quoted(text(p.title) ?? text(p.path)) ?? 'a page'}`,
  engagement: (p) => `Spent ${seconds(p.engaged_ms)} on the page${scrolled(p.scroll_percent)}`,
  cart_update: (p, names) =>
    number(p.quantity) === 0
      ? 'Emptied the cart'
      : `Cart now holds ${things(p.quantity)}${ofMinor(p.total_minor, text(p.currency) ?? names.currency)}`,
  view_item: (p) => `Looked at ${items(p) ?? 'a product'}`,
  view_item_list: (p) => `Looked through ${quoted(text(p.item_list_name)) ?? 'a list of products'}`,
  select_item: (p) => `Chose ${items(p) ?? 'a product'}`,
  add_to_cart: (p) => `Added ${items(p) ?? 'a product'} to the cart`,
  remove_from_cart: (p) => `Took ${items(p) ?? 'a product'} out of the cart`,
  add_to_wishlist: (p) => `Put ${items(p) ?? 'a product'} on the wish list`,
  view_cart: () => 'Looked at the cart',
  begin_checkout: () => 'Began the checkout',
  add_shipping_info: () => 'Gave the address',
  add_payment_info: () => 'Gave the payment details',
  purchase: (p, names) =>
    p.status === 'cancelled' || p.status === 'refunded'
      ? `Order ${text(p.transaction_id) ?? ''} was ${p.status}`
      : `Ordered${ofMajor(p.value, text(p.currency) ?? names.currency)}${p.transaction_id ? `, order ${text(p.transaction_id)}` : ''}`,
  refund: (p, names) => `Was refunded${ofMajor(p.value, text(p.currency) ?? names.currency)}`,
  search: (p) => `Searched for ${quoted(text(p.search_term)) ?? 'something'}`,
  form_submit: (p) => `Submitted ${quoted(text(p.form)) ?? 'a form'}`,
  consent: (p) => `Answered the consent question${agreed(p)}`,
  promotion_exposed: (p, names) => `Was due to see ${promotion(p, names)}`,
  promotion_viewed: (p, names) => `Saw ${promotion(p, names)}`,
  promotion_closed: (p, names) => `Closed ${promotion(p, names)}`,
  promotion_clicked: (p, names) => `Clicked in ${promotion(p, names)}`,
  promotion_submitted: (p, names) => `Submitted the form of ${promotion(p, names)}${fields(p.fields)}`,
  segment_entered: (p) => `Entered the segment ${quoted(text(p.segment)) ?? ''}${because(p.cause)}`,
  segment_left: (p) => `Left the segment ${quoted(text(p.segment)) ?? ''}${because(p.cause)}`,
  scored: (p) => scored(p),
  tag_error: (p) => `The tag caught an error: ${text(p.last) ?? 'unknown'}`,
};

/** One event as a sentence. An event of the site's own is its name, with its plain properties. */
export function eventWords(
  { name, properties, source }: Pick<TimelineEvent, 'name' | 'properties' | 'source'>,
  names: Names,
): string {
  if (name === 'identify') {
    const who = source === 'import' ? 'A file said' : source === undefined ? 'The page said' : 'The server said';
    return `${who} who this is${fields(properties.attributes)}`;
  }
  const sentence = Object.hasOwn(sentences, name) ? sentences[name] : undefined;
  return sentence ? sentence(properties, names) : `${name.replaceAll('_', ' ')}${fields(properties)}`;
}

function because(cause: unknown): string {
  if (cause === 'time') return ' as time passed';
  return cause === 'edit' ? ' as its list was edited' : '';
}

function scored(p: Properties): string {
  const group = text(p.rfm_group)?.replaceAll('_', ' ') ?? 'unknown';
  const before = text(p.rfm_previous_group)?.replaceAll('_', ' ');
  if (p.rfm_changed_at === undefined) return `Was scored again: ${group}, as before`;
  return before === undefined ? `Was scored: ${group}` : `Moved from ${before} to ${group} by the day’s scores`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function quoted(value: string | undefined): string | undefined {
  return value && `“${value}”`;
}

function origin(p: Properties): string {
  if (text(p.utm_source)) return ` from ${[p.utm_source, p.utm_medium, p.utm_campaign].filter(text).join(' / ')}`;
  return text(p.referrer) ? ` from ${text(p.referrer)}` : '';
}

function seconds(ms: unknown): string {
  return `${formatNumber(Math.round((number(ms) ?? 0) / 1_000))} s`;
}

function scrolled(percent: unknown): string {
  return number(percent) ? `, scrolled ${formatNumber(Math.round(number(percent) ?? 0))} %` : '';
}

function things(quantity: unknown): string {
  const count = number(quantity) ?? 0;
  return count === 1 ? 'one thing' : `${formatNumber(count)} things`;
}

function ofMinor(minor: unknown, currency: string): string {
  return number(minor) === undefined ? '' : `, ${formatMoney(number(minor) ?? 0, currency)} in all`;
}

function ofMajor(major: unknown, currency: string): string {
  if (number(major) === undefined) return '';
  return ` for ${formatMajor(number(major) ?? 0, currency)}`;
}

function items(p: Properties): string | undefined {
  const names = Array.isArray(p.items)
    ? p.items.flatMap((item) => {
        const line = item as { item_name?: unknown; item_id?: unknown } | null;
        return quoted(text(line?.item_name) ?? text(line?.item_id)) ?? [];
      })
    : [];
  return names.length === 0 ? undefined : formatList(names, 'conjunction');
}

function fields(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  const said = Object.entries(values).filter(([, value]) => typeof value !== 'object' || Array.isArray(value));
  return said.length === 0
    ? ''
    : `: ${said.map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`).join(', ')}`;
}

function agreed(p: Properties): string {
  const said = Object.entries(p).filter(([, value]) => typeof value === 'boolean');
  return said.length === 0 ? '' : `: ${said.map(([purpose, yes]) => `${purpose} ${yes ? 'yes' : 'no'}`).join(', ')}`;
}

function promotion(p: Properties, { campaignName }: Names): string {
  return `“${campaignName(text(p.campaign) ?? '?')}” (${text(p.variant) ?? '?'})`;
}
