import { channelSources } from './channel-sources.ts';

/** GA4's default channels (https://support.google.com/analytics/answer/9756891), as keys. */
export const channels = [
  'direct',
  'cross_network',
  'paid_shopping',
  'paid_search',
  'paid_social',
  'paid_video',
  'display',
  'paid_other',
  'organic_shopping',
  'organic_social',
  'organic_video',
  'organic_search',
  'referral',
  'email',
  'affiliates',
  'audio',
  'sms',
  'mobile_push_notifications',
  'unassigned',
] as const;
export type Channel = (typeof channels)[number];

/** Where a session came from: texts as given, empty where there is none. */
export interface TrafficSource {
  source: string;
  medium: string;
  campaign: string;
}

type Category = keyof typeof channelSources;

const categoryOf = new Map<string, Category>(
  (Object.keys(channelSources) as Category[]).flatMap((category) =>
    channelSources[category].flatMap((line) => line.split(',').map((source) => [source, category] as const)),
  ),
);

/** Has Google Analytics a category for this source? */
export function isListed(source: string): boolean {
  return categoryOf.has(source);
}

const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/;
const shoppingCampaign = /^(.*(([^a-df-z]|^)shop|shopping).*)$/;
const displayMedia = new Set(['display', 'banner', 'expandable', 'interstitial', 'cpm']);
const socialMedia = new Set(['social', 'social-network', 'social-media', 'sm', 'social network', 'social media']);
const referralMedia = new Set(['referral', 'app', 'link']);
const email = /^e[-_ ]?mail$/;
const push = /push$|mobile|notification/;
/** Named as a source without a medium these are placements; the published cases count them as paid. */
const marketplaces = /alibaba|amazon|shopify|etsy|ebay|stripe|walmart/;

/** The default channel of a session, by the first rule that fits. */
export function channelOf(traffic: TrafficSource): Channel {
  const [source, medium, campaign] = [traffic.source, traffic.medium, traffic.campaign].map((text) =>
    text.trim().toLowerCase(),
  ) as [string, string, string];
  if (source === '(direct)' && (medium === '(none)' || medium === '(not set)')) return 'direct';
  if (campaign.includes('cross-network')) return 'cross_network';
  const category = categoryOf.get(source);
  const sells = category === 'shopping' || shoppingCampaign.test(campaign);
  if (paid.test(medium)) return paidChannel(category, { medium, sells });
  if (medium === '' && marketplaces.test(source)) return 'paid_shopping';
  if (displayMedia.has(medium)) return 'display';
  return organicChannel(category, { source, medium, sells });
}

function paidChannel(category: Category | undefined, { medium, sells }: { medium: string; sells: boolean }): Channel {
  if (sells) return 'paid_shopping';
  if (category === 'search') return 'paid_search';
  if (category === 'social') return 'paid_social';
  if (category === 'video') return 'paid_video';
  return displayMedia.has(medium) ? 'display' : 'paid_other';
}

function organicChannel(
  category: Category | undefined,
  { source, medium, sells }: { source: string; medium: string; sells: boolean },
): Channel {
  const rules: [Channel, boolean][] = [
    ['organic_shopping', sells],
    ['organic_social', category === 'social' || socialMedia.has(medium)],
    ['organic_video', category === 'video' || medium.includes('video')],
    ['organic_search', category === 'search' || medium === 'organic'],
    ['referral', referralMedia.has(medium)],
    ['email', email.test(source) || email.test(medium)],
    ['affiliates', medium === 'affiliate'],
    ['audio', medium === 'audio'],
    ['sms', source === 'sms' || medium === 'sms'],
    ['mobile_push_notifications', source === 'firebase' || push.test(medium)],
  ];
  return rules.find(([, fits]) => fits)?.[0] ?? 'unassigned';
}
