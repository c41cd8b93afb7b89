import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import { Bundles } from '../../worker/stores/bundles.ts';
import { D1ProfileStore } from '../../worker/stores/d1-profile-store.ts';
import { event } from './support/browser.ts';
import { countingDb } from './support/counting-db.ts';
import { makeSite } from './support/site.ts';

it('a collect in the steady state writes at most 3 rows and reads at most 7', async () => {
  const site = await makeSite({
    id: 's_rows',
    segments: [
      { id: 'seg_email', name: 'Email', rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } },
    ],
  });
  const { db, bill } = countingDb(env.DB);
  const store = new D1ProfileStore(db, new Bundles({ db, bundles: env.BUNDLES }));
  const now = Date.now();
  const bills: { read: number; written: number }[] = [];
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    Object.assign(bill, { read: 0, written: 0 });
    await store.apply(site.id as SiteId, 'visitor-of-rows' as VisitorId, {
      stream: 'streamrows1',
      sequence,
      events: [event('page_view'), event('engagement', { engaged_ms: 5 })],
      consent: {},
      gpc: false,
      language: 'en',
      request: { country: 'DE' },
      sentAt: now,
      hash: 1,
      now,
    });
    bills.push({ ...bill });
  }
  console.log('rows of a first and of later collects', bills);
  const later = bills.slice(1);
  expect(Math.max(...later.map(({ written }) => written))).toBeLessThanOrEqual(3);
  expect(Math.max(...later.map(({ read }) => read))).toBeLessThanOrEqual(7);
});
