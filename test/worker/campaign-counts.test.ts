import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { campaign } from '../support/campaigns.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_counts';
let cookie: string;

beforeAll(async () => {
  await makeSite({
    id: site,
    segments: [],
    campaigns: [campaign({ id: 'cmp_counted' }), campaign({ id: 'cmp_quiet' })],
  });
  cookie = await signedInAs(site);
});

const of = (name: string, variant = 'a') => event(name, { campaign: 'cmp_counted', variant, decision: 'decision-1' });

it('what came of a campaign is counted once, whatever is sent twice, and nothing of campaigns that there are not', async () => {
  const browser = new Browser(site);
  const batch = browser.batch([
    of('promotion_exposed'),
    of('promotion_viewed'),
    of('promotion_clicked'),
    of('promotion_exposed', 'control'),
    event('promotion_viewed', { campaign: 'cmp_invented', variant: 'a', decision: 'decision-2' }),
  ]);
  for (let time = 0; time < 3; time += 1) expect((await browser.post(batch)).status).toBe(200);
  await new Browser(site).send([of('promotion_viewed'), of('promotion_submitted')]);
  const { campaigns } = (await (await callConsole('GET', '/campaigns', { cookie })).json()) as {
    campaigns: { id: string; counts: unknown }[];
  };
  expect(Object.fromEntries(campaigns.map(({ id, counts }) => [id, counts]))).toEqual({
    cmp_counted: { viewed: 2, clicked: 1, submitted: 1, withheld: 1 },
    cmp_quiet: { viewed: 0, clicked: 0, submitted: 0, withheld: 0 },
  });
  expect(await env.DB.prepare('SELECT count(*) AS c FROM campaign_counts WHERE site = ?').bind(site).first('c')).toBe(
    1,
  );
});
