import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channelOf } from '../../../shared/profile/channel.ts';
import { trafficSourceOf } from '../../../shared/profile/traffic-source.ts';

interface PublishedCase {
  source: string;
  medium: string;
  campaign: string;
  expected_channel: string;
}

const published = JSON.parse(
  readFileSync('test/data/channel-grouping/ga4_default_channel_cases.json', 'utf8'),
) as PublishedCase[];

describe('channelOf', () => {
  it.each(published)('says $expected_channel of "$source / $medium / $campaign"', (one) => {
    expect(channelOf(one)).toBe(one.expected_channel.toLowerCase().replace(/[ -]/g, '_'));
  });

  it('has thirty published cases to hold', () => expect(published).toHaveLength(30));
});

describe('trafficSourceOf', () => {
  const landing_url = 'https://www.shop.example/lamps';
  it.each([
    ['nothing', { landing_url }, 'direct'],
    ['a page of the shop itself', { landing_url, referrer: 'https://shop.example/' }, 'direct'],
    ['a search engine', { landing_url, referrer: 'https://www.google.co.uk/' }, 'organic_search'],
    ['an app of a search engine', { landing_url, referrer: 'https://groups.google.com/a' }, 'organic_social'],
    ['a social network', { landing_url, referrer: 'https://m.facebook.com/x' }, 'organic_social'],
    ['another site', { landing_url, referrer: 'https://blog.example/post' }, 'referral'],
    ['a click id of an advertisement', { landing_url: `${landing_url}?a=1&gclid=abc#top` }, 'paid_search'],
    ['a newsletter', { landing_url, utm_source: 'news', utm_medium: 'email' }, 'email'],
    [
      'tags that beat a click id',
      { landing_url: `${landing_url}?fbclid=1`, utm_medium: 'cpc', utm_source: 'x' },
      'paid_other',
    ],
    ['a referrer that is no address', { landing_url, referrer: 'android-app://com.example' }, 'direct'],
  ])('reads %s', (_, properties, channel) => {
    expect(channelOf(trafficSourceOf(properties))).toBe(channel);
  });
});
