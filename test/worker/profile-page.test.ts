import { beforeAll, expect, it } from 'vitest';
import { type TimelineKind, timelineKindOf, timelineKinds } from '../../shared/profile/timeline-kinds.ts';
import { commerceEvents, tagEvents } from '../../shared/schema/event.ts';
import { campaign } from '../support/campaigns.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_profilepage';
let cookie: string;
let profile: string;

interface Timeline {
  events: { id: string; name: string; time: number }[];
  next: string | null;
}

async function call<T>(path: string): Promise<{ status: number; answer: T }> {
  const response = await callConsole('GET', `/profiles/${profile}${path}`, { cookie });
  return { status: response.status, answer: (await response.json()) as T };
}

beforeAll(async () => {
  await makeSite({ id: site, campaigns: [campaign({ id: 'cmp_hello' })] });
  cookie = await signedInAs(site, 'viewer');
  const browser = new Browser(site);
  await browser.send([event('purchase', { transaction_id: 'first', value: 5, currency: 'EUR' }), event('page_view')]);
  const about = { campaign: 'cmp_hello', variant: 'a', decision: 'decision-1' };
  const again = { ...about, decision: 'decision-2' };
  await browser.send([event('promotion_exposed', about), event('promotion_closed', about)]);
  await browser.send([event('promotion_exposed', again), event('promotion_clicked', again)]);
  for (let visit = 0; visit < 45; visit += 1) await browser.send([event('page_view', { title: `Page ${visit}` })]);
  const { profiles } = (await (await callConsole('GET', '/profiles', { cookie })).json()) as {
    profiles: { id: string }[];
  };
  profile = profiles[0]?.id ?? '';
});

async function everything(kinds?: TimelineKind[]): Promise<Timeline['events']> {
  const events: Timeline['events'] = [];
  let before: string | null = null;
  do {
    const query = new URLSearchParams({ ...(kinds && { kinds: kinds.join() }), ...(before !== null && { before }) });
    const { status, answer } = await call<Timeline>(`/timeline?${query}`);
    expect(status).toBe(200);
    events.push(...answer.events);
    before = answer.next;
  } while (before !== null);
  return events;
}

it('a timeline of some kinds is what the whole one has of them, however far back it lies', async () => {
  const all = await everything();
  expect(all.filter(({ name }) => name === 'page_view')).toHaveLength(46);
  for (const kinds of [
    ['orders'],
    ['promotions', 'orders'],
    ['visits'],
    ['forms'],
    [...timelineKinds],
  ] as TimelineKind[][]) {
    const wanted = all.filter(({ name }) => kinds.includes(timelineKindOf(name)));
    expect([kinds, await everything(kinds)]).toEqual([kinds, wanted]);
  }
  // The order is the oldest of three pages of batches: one answer finds it.
  const { answer } = await call<Timeline>('/timeline?kinds=orders');
  expect(answer.events.map(({ name }) => name)).toEqual(['purchase']);
});

it('a kind that is none is refused', async () => {
  expect((await call('/timeline?kinds=orders,nonsense')).status).toBe(400);
});

it('every event of the canon has a kind of its own', () => {
  const strangers = [...commerceEvents, ...tagEvents].filter((name) => timelineKindOf(name) === 'other');
  expect(strangers).toEqual(['tag_error']);
  expect(timelineKindOf('constructor')).toBe('other');
});

it('tells which promotions were due and what came of them', async () => {
  const { answer } = await call<{ promotions: unknown[] }>('');
  expect(answer.promotions).toEqual([
    {
      campaign: 'cmp_hello',
      variant: 'a',
      isControl: false,
      lastAt: expect.any(Number),
      shown: 2,
      closed: 1,
      clicked: 1,
      submitted: 0,
    },
  ]);
});
