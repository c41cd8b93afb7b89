import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import { makeApp } from '../../worker/app.ts';
import { writePeople } from '../../worker/services/people/write-people.ts';
import { Bundles } from '../../worker/stores/bundles.ts';
import { D1ProfileStore } from '../../worker/stores/d1-profile-store.ts';
import { event } from './support/browser.ts';
import { consoleOrigin, signedInAs } from './support/console-user.ts';
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

it('the home page and a page of people read as many rows among 300 people as among 60', async () => {
  const site = await makeSite({ id: 's_many' });
  const neighbour = await makeSite({ id: 's_neighbour' });
  const cookie = await signedInAs(site.id, 'viewer');
  const make = (at: SiteId, from: number, count: number) => {
    const writes = Array.from({ length: count }, (_, index) => {
      const identities = [{ kind: 'email' as const, value: `many${from + index}@example.org` }];
      const statement = { events: [], proven: identities, consent: {}, source: 'api' };
      return { who: { identities }, statement };
    });
    return writePeople(env, at, writes, { unknown: 'create', acceptClaimed: false, now: Date.now() });
  };
  const rowsRead = async (path: string): Promise<number> => {
    const { db, bill } = countingDb(env.DB);
    const request = new Request(`${consoleOrigin}/api/console${path}`, { headers: { cookie } });
    const response = await makeApp().fetch(request, { ...env, DB: db });
    expect(response.status).toBe(200);
    return bill.read;
  };
  const both = async () => [await rowsRead('/overview'), await rowsRead('/profiles')];
  await make(site.id, 0, 60);
  const amongFew = await both();
  await make(neighbour.id, 0, 240);
  await make(site.id, 60, 240);
  await make(neighbour.id, 240, 240);
  const amongMany = await both();
  console.log('rows of home and people among few and many', amongFew, amongMany);
  expect(amongMany).toEqual(amongFew);
});
