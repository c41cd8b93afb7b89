import type { Event } from '../schema/event.ts';
import { type Channel, channelOf } from './channel.ts';
import { trafficSourceOf } from './traffic-source.ts';

/** What brings people, as an event at the start of a session: its channel decides which. */
export const interactionEvents = [
  'ad_interaction',
  'email_interaction',
  'influencer_interaction',
  'social_interaction',
  'organic_search_interaction',
  'referral_interaction',
] as const;
type InteractionEvent = (typeof interactionEvents)[number];

/**
 * A `session_start` with its channel, and the interaction that began the session, if one did: `influencer_interaction` where the
 * site lists the source as an influencer (folded), else by channel. What the page itself says of a channel does not count.
 */
export function sessionEvents(start: Event, influencers: readonly string[]): Event[] {
  const traffic = trafficSourceOf(start.properties);
  const channel = channelOf(traffic);
  const enriched = { ...start, properties: { ...start.properties, channel } };
  const isInfluencer = influencers.includes(traffic.source.toLowerCase());
  const name = isInfluencer ? 'influencer_interaction' : interactionOf(channel);
  if (!name) return [enriched];
  const { source, medium, campaign } = traffic;
  return [enriched, { ...start, name, properties: { channel, source, medium, campaign } }];
}

function interactionOf(channel: Channel): InteractionEvent | undefined {
  switch (channel) {
    case 'paid_search':
    case 'paid_social':
    case 'paid_shopping':
    case 'paid_video':
    case 'paid_other':
    case 'display':
    case 'cross_network':
      return 'ad_interaction';
    case 'email':
      return 'email_interaction';
    case 'organic_social':
      return 'social_interaction';
    case 'organic_search':
      return 'organic_search_interaction';
    case 'referral':
    case 'affiliates':
      return 'referral_interaction';
    default:
      return undefined;
  }
}
