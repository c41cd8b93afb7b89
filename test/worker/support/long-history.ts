import { env } from 'cloudflare:workers';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { emptySnapshot, type Snapshot } from '../../../shared/profile/snapshot.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { Bundles } from '../../../worker/stores/bundles.ts';
import { Browser, event } from './browser.ts';

/** Long enough for several pages of a megabyte. */
export const longBatches = 70;
const eventsEach = 40;
const padding = 'x'.repeat(900);

/** A visitor who searched for tea in each of so many long batches. */
export async function withLongHistory(site: SiteId): Promise<Browser> {
  const browser = new Browser(site);
  for (let batch = 0; batch < longBatches; batch += 1) {
    const filler = Array.from({ length: eventsEach }, () => event('page_view', { title: padding }));
    await browser.send([event('search', { term: 'Tea' }), ...filler]);
  }
  return browser;
}

/** The series of a profile for bundle 2, counted anew from all of its batches, last first. */
export async function rebuiltSeries(site: SiteId, n: number): Promise<Snapshot['series']> {
  const { bundle } = await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, 2);
  const { results } = await env.DB.prepare('SELECT body FROM event_batches WHERE n = ? ORDER BY sequence DESC')
    .bind(n)
    .all<{ body: string }>();
  const snapshot = emptySnapshot();
  for (const { body } of results) {
    const batch = JSON.parse(body) as AcceptedBatch;
    reduce(snapshot, batch, { measures: bundle.measures, currency: 'EUR', closed: [] });
  }
  return snapshot.series;
}
