import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { requestFacts } from '../../worker/services/request-facts.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite } from './support/site.ts';

const agents = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
  tablet:
    'Mozilla/5.0 (iPad; CPU OS 14_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0 Mobile/15E148 Safari/604.1',
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

function factsFor(headers: Record<string, string>, cf: Record<string, unknown> = {}) {
  return requestFacts(new Request('https://usher.example/', { headers, cf }));
}

it('tells device, browser and system from the user agent, location from the edge, and no IP', () => {
  expect(factsFor({ 'user-agent': agents.phone })).toEqual({ device_type: 'mobile', browser: 'Safari', os: 'iOS' });
  expect(factsFor({ 'user-agent': agents.tablet })).toMatchObject({ device_type: 'tablet', os: 'iOS' });
  expect(factsFor({ 'user-agent': agents.desktop })).toMatchObject({ device_type: 'desktop', browser: 'Firefox' });
  expect(factsFor({ 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"', 'user-agent': 'x' })).toEqual({
    device_type: 'mobile',
    os: 'Android',
  });
  expect(
    factsFor({ 'cf-connecting-ip': '192.0.2.1' }, { country: 'PL', regionCode: 'MZ', timezone: 'Europe/Warsaw' }),
  ).toEqual({ country: 'PL', region_code: 'MZ', time_zone: 'Europe/Warsaw', device_type: 'desktop' });
});

it('answers a bot and counts nothing of it', async () => {
  const site = await makeSite({ id: 's_bots', segments: [] });
  const browser = new Browser(site.id);
  const response = await browser.post(browser.batch([event('page_view')]), {}, { 'user-agent': 'Googlebot/2.1' });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ reply: { rejected: [{ index: 0 }], offers: [] } });
  expect(await env.DB.prepare('SELECT count(*) AS c FROM profiles WHERE site = ?').bind(site.id).first('c')).toBe(0);
  await browser.send([event('page_view')]);
  expect(await env.DB.prepare('SELECT count(*) AS c FROM profiles WHERE site = ?').bind(site.id).first('c')).toBe(1);
});

it('keeps where a session came from, and the interaction that began it', async () => {
  const site = await makeSite({ id: 's_sources', segments: [], settings: { influencers: ['anna'] } });
  const browser = new Browser(site.id);
  const landing_url = 'https://shop.example/?gclid=x';
  await browser.send([event('session_start', { landing_url, channel: 'email' }), event('page_view')]);
  await browser.send([event('session_start', { landing_url, utm_source: 'Anna', utm_medium: 'social' })]);
  const { results } = await env.DB.prepare(
    'SELECT p.snapshot, b.body FROM profiles p JOIN event_batches b ON b.n = p.n WHERE p.site = ? ORDER BY b.sequence',
  )
    .bind(site.id)
    .all<{ snapshot: string; body: string }>();
  const { attributes, devices } = JSON.parse(results[0]?.snapshot as string);
  expect([attributes.first_channel.value, attributes.channel.value]).toEqual(['paid_search', 'organic_social']);
  expect(devices).toEqual({ desktop: 2 });
  const names = results.flatMap(({ body }) => JSON.parse(body).events.map(({ name }: { name: string }) => name));
  expect(names).toEqual(['session_start', 'ad_interaction', 'page_view', 'session_start', 'influencer_interaction']);
});
