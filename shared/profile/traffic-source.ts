import type { PropertyValue } from '../schema/event.ts';
import { isListed, type TrafficSource } from './channel.ts';

/** Click ids that advertising networks put on landing URLs, and what they stand for where no `utm_…` says otherwise. */
const clickIds: Record<string, Pick<TrafficSource, 'source' | 'medium'>> = {
  gclid: { source: 'google', medium: 'cpc' },
  gbraid: { source: 'google', medium: 'cpc' },
  wbraid: { source: 'google', medium: 'cpc' },
  dclid: { source: 'google', medium: 'display' },
  msclkid: { source: 'bing', medium: 'cpc' },
  fbclid: { source: 'facebook', medium: 'social' },
  ttclid: { source: 'tiktok', medium: 'paid' },
  twclid: { source: 'twitter', medium: 'paid' },
  li_fat_id: { source: 'linkedin', medium: 'paid' },
  epik: { source: 'pinterest', medium: 'paid' },
  sccid: { source: 'snapchat', medium: 'paid' },
  mc_eid: { source: 'mailchimp', medium: 'email' },
  _kx: { source: 'klaviyo', medium: 'email' },
};

/**
 * Source, medium and campaign of a session from the properties of its `session_start`: what the `utm_…` parameters say, else a
 * click id on the landing URL, else the referring site, else direct. A referrer of the landing page's own host is none.
 */
export function trafficSourceOf(properties: Readonly<Record<string, PropertyValue>>): TrafficSource {
  const campaign = textOf(properties.utm_campaign);
  const tagged = { source: textOf(properties.utm_source), medium: textOf(properties.utm_medium) };
  if (tagged.source || tagged.medium) return { ...tagged, campaign };
  const landing = textOf(properties.landing_url);
  const clicked = parameterNames(landing).find((name) => Object.hasOwn(clickIds, name));
  if (clicked) return { ...(clickIds[clicked] as Pick<TrafficSource, 'source' | 'medium'>), campaign };
  const referrer = hostOf(textOf(properties.referrer));
  if (referrer !== '' && referrer !== hostOf(landing)) {
    return { source: sourceName(referrer), medium: 'referral', campaign };
  }
  return { source: '(direct)', medium: '(none)', campaign };
}

/** Search engines have a host for each country, and are listed by their bare name. */
function sourceName(host: string): string {
  const engine =
    /(?:^|\.)(google|bing|yahoo|yandex|baidu|duckduckgo|ecosia|naver|seznam)\.[a-z]{2,3}(?:\.[a-z]{2})?$/.exec(host);
  // Mail, groups and the like of an engine are listed under their own hosts.
  return engine && engine.index <= 'search'.length && !isListed(host) ? (engine[1] as string) : host;
}

/** Without `www.`; empty for anything but a web address. */
function hostOf(url: string): string {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1] ?? '';
  return host.toLowerCase().replace(/^www\./, '');
}

function parameterNames(url: string): string[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return query.split('&').map((pair) => pair.split('=')[0] as string);
}

function textOf(value: PropertyValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
