import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { conversionFeatures } from '../../shared/scoring/conversion-features.ts';
import { smartSegments } from '../../shared/smart/catalogue.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { scorePeople } from '../../worker/jobs/score-people.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_potential';
const dayMs = 86_400_000;
const browsers: Browser[] = [];
let cookie: string;

const run = (at: number) => scorePeople(env, new Pace(Date.now() + 20_000), () => at);

async function attributesOf(browser: Browser | undefined): Promise<Record<string, unknown>> {
  const n = await env.DB.prepare('SELECT n FROM event_batches WHERE stream = ? LIMIT 1')
    .bind(browser?.stream)
    .first<number>('n');
  const response = await callConsole('GET', `/profiles/p_${n}`, { cookie });
  return ((await response.json()) as { attributes: Record<string, unknown> }).attributes;
}

async function likely(): Promise<number | undefined> {
  const response = await callConsole('GET', '/segments', { cookie });
  const { segments } = (await response.json()) as { segments: { size: { total: number } }[] };
  return segments[0]?.size.total;
}

const purchase = (id: string) => event('purchase', { transaction_id: id, value: 10, currency: 'EUR' });

beforeAll(async () => {
  const segments = smartSegments
    .filter(({ key }) => key === 'likely_to_buy')
    .map(({ name, rule }) => ({ id: 'seg_likely', name, rule }));
  await makeSite({ id: site, segments });
  cookie = await signedInAs(site);
  // Forty visitors, the later the more they put into the cart.
  for (let place = 0; place < 40; place += 1) {
    const browser = new Browser(site);
    const carts = Array.from({ length: place }, () => event('add_to_cart', {}));
    await browser.send([event('session_start', {}), event('page_view'), ...carts]);
    browsers.push(browser);
  }
});

it('nobody is scored before anybody bought', async () => {
  await run(Date.now() - 29.5 * dayMs);
  expect(await attributesOf(browsers[39])).not.toHaveProperty('conversion_potential');
});

it('the tenth that is likeliest is told, and its size follows; who is in the lower half is not written', async () => {
  await browsers[20]?.send([purchase('first')]);
  await run(Date.now() - 28 * dayMs);
  const [top, middle, low] = await Promise.all([39, 30, 0].map((place) => attributesOf(browsers[place])));
  expect(top).toMatchObject({ cart_adds: 39 });
  expect(Number(top?.conversion_percentile)).toBeGreaterThanOrEqual(90);
  expect(Number(top?.conversion_potential)).toBeGreaterThanOrEqual(Number(middle?.conversion_potential));
  expect(low).not.toHaveProperty('conversion_percentile');
  expect(await likely()).toBe(4);
});

it('a page cannot say how likely it is', async () => {
  await browsers[1]?.send([event('scored', { conversion_potential: 95, conversion_percentile: 95 })]);
  expect(await attributesOf(browsers[1])).not.toHaveProperty('conversion_percentile');
});

it('looks after 30 days what came of whom', async () => {
  const ordered = async () =>
    (await env.DB.prepare('SELECT ordered, count(*) AS c FROM potential_samples GROUP BY ordered').all()).results;
  expect(await ordered()).toEqual([{ ordered: null, c: 40 }]);
  await browsers[5]?.send([purchase('second')]);
  await run(Date.now());
  expect(await ordered()).toEqual([{ ordered: null, c: 40 }]);
  await run(Date.now() + 2 * dayMs);
  // The samples are of before either order.
  expect(await ordered()).toEqual([
    { ordered: 0, c: 38 },
    { ordered: 1, c: 2 },
  ]);
});

it('learns from outcomes when there are a hundred of each, and says so', async () => {
  const told = async () =>
    ((await (await callConsole('GET', '/scoring', { cookie })).json()) as { scoring: { potential: unknown } }).scoring
      .potential;
  expect(await told()).toMatchObject({ learned: null, people: 40 });
  // Here whoever fills a cart does not order: the weights that are shipped say the contrary.
  const samples = Array.from({ length: 400 }, (_, index) => {
    const carts = index % 2 === 0 ? 0 : 3;
    const features = conversionFeatures.map((name) => (name === 'cart_adds' ? Math.log1p(carts) : 0.5));
    return [-1 - index, JSON.stringify(features), Number((index * 7_919) % 100 < (carts === 0 ? 80 : 10))];
  });
  await env.DB.prepare(
    `INSERT INTO potential_samples (n, site, at, features, ordered)
     SELECT value ->> 0, ?1, ?2, value ->> 1, value ->> 2 FROM json_each(?3)`,
  )
    .bind(site, Date.now(), JSON.stringify(samples))
    .run();
  await run(Date.now() + 3 * dayMs);
  expect(await told()).toMatchObject({ learned: { people: 440 } });
  const [many, none] = [await attributesOf(browsers[39]), await attributesOf(browsers[0])];
  expect(Number(many.conversion_percentile)).toBeLessThan(50);
  expect(Number(none.conversion_percentile)).toBeGreaterThanOrEqual(50);
});

it('who stays away becomes unlikely, and samples do not stay for ever', async () => {
  await run(Date.now() + 120 * dayMs);
  const left = await env.DB.prepare('SELECT count(*) AS c FROM potential_samples').first('c');
  expect(left).toBe(440);
  await run(Date.now() + 181 * dayMs);
  expect(await env.DB.prepare('SELECT count(*) AS c FROM potential_samples').first('c')).toBe(0);
});
