import type { Page } from 'playwright-core';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { Promotion } from '../../shared/schema/promotion.ts';
import { dealer, packed } from '../support/naughty-texts.ts';
import { people, writePeople } from './naughty-people.ts';
import { naughtyPromotions } from './naughty-promotions.ts';
import { type Call, send } from './send-calls.ts';

const api = '/api/console';

/** Ids of what was stored, in the order of its texts. */
export interface NaughtySite {
  name: string;
  /** The first of them has every text among what is known, done and ordered. */
  people: string[];
  segments: string[];
  lists: string[];
  campaigns: string[];
  attributes: string[];
  events: string[];
  exports: string[];
  imports: string[];
  /** Names of the newest, which are those that are listed. */
  listedImports: string[];
  webhooks: string[];
}

/** Every text through every field that the console or the server API stores, on the site that the page is signed in to. */
export async function fillSite(page: Page): Promise<NaughtySite> {
  const [token] = await send<{ secret: string }>(page, [
    ['POST', `${api}/tokens`, { name: 'server', scopes: ['read', 'write', 'admin'] }],
  ]);
  await page.evaluate((secret) => sessionStorage.setItem('token', secret), token?.secret ?? '');
  const schema = schemaCalls();
  await send(page, schema.calls);
  const name = await renameSite(page);
  const known = await writePeople(page);
  const ids = async (calls: Call[]) => (await send<{ id: string }>(page, calls)).map(({ id }) => id);
  const segments = await ids(segmentCalls());
  const lists = await ids(listCalls());
  const campaigns = await ids(campaignCalls(segments));
  const exports = await ids(
    named(100, 'exports', (name, n) => ({ name, segment: segments[n] ?? segments[0], attributes: ['tea_0'] })),
  );
  const imports = await ids(
    named(200, 'imports', (name) => ({
      name,
      hasHeader: true,
      columns: [{ kind: 'identity', identity: 'email' }, { kind: 'ignore' }],
    })),
  );
  await importFiles(page, imports);
  const [listed] = await send<{ imports: { settings: { name: string } }[] }>(page, [
    ['GET', `${api}/imports`, undefined],
  ]);
  const listedImports = (listed?.imports ?? []).map(({ settings }) => settings.name);
  const webhooks = await ids(
    named(1_500, 'webhooks', (path) => ({
      url: `http://127.0.0.1:9/${path}`,
      kinds: ['form.submitted'],
      paused: true,
    })),
  );
  await send(
    page,
    named(100, 'tokens', (name) => ({ name, scopes: ['read'] })),
  );
  await send(
    page,
    named(100, 'users', (name, n) => ({ name, email: `user${n}@example.org`, role: 'viewer' })),
  );
  return {
    name,
    people: known,
    segments,
    lists,
    campaigns,
    attributes: schema.attributes,
    events: schema.events,
    exports,
    imports,
    listedImports,
    webhooks,
  };
}

function named(limit: number, path: string, body: (name: string, n: number) => unknown): Call[] {
  return packed(limit).map((name, n): Call => ['POST', `${api}/${path}`, body(name, n)]);
}

function schemaCalls() {
  const [notes, value, label, property] = [dealer(1_000), dealer(100), dealer(200), dealer(100)];
  const attributes = packed(100).map((text, n) => ({
    name: `tea_${n}`,
    label: text,
    notes: notes(),
    group: 'other',
    type: n % 2 ? 'singleSelect' : 'shortText',
    ...(n % 2 && { options: Array.from({ length: 4 }, () => ({ value: value(), label: label() })) }),
    purpose: 'necessary',
    writtenBy: 'visitor',
  }));
  const events = packed(100).map((text, n) => ({
    name: `brewed_${n}`,
    label: text,
    notes: notes(),
    properties: [{ name: 'leaf', label: property(), type: 'text' }],
  }));
  return {
    attributes: attributes.map(({ name }) => name),
    events: events.map(({ name }) => name),
    calls: [
      ...attributes.map((one): Call => ['POST', `${api}/attributes`, one]),
      ...events.map((one): Call => ['POST', `${api}/events`, one]),
    ],
  };
}

async function renameSite(page: Page): Promise<string> {
  const name = packed(100).at(-3) ?? '';
  const [found] = await send<{ settings: object }>(page, [['GET', `${api}/settings`, undefined]]);
  const settings = { ...found?.settings, name, influencers: packed(100) };
  await send(page, [['PUT', `${api}/settings`, { before: found?.settings, settings }]]);
  return name;
}

function segmentCalls(): Call[] {
  const [notes, tag, value, where, salt] = [dealer(1_000), dealer(40), dealer(500), dealer(500), dealer(100)];
  return named(100, 'segments', (name) => ({
    draft: {
      name,
      notes: notes(),
      tags: [...new Set(Array.from({ length: 5 }, tag))],
      rule: {
        kind: 'any',
        rules: [
          { kind: 'attribute', attribute: 'first_name', operator: 'contains', value: value() },
          { kind: 'page', property: 'title', operator: 'is', value: value() },
          { kind: 'attribute', attribute: 'tea_1', operator: 'in', value: [value(), value()] },
          {
            kind: 'event',
            event: 'brewed_1',
            where: [{ property: 'leaf', operator: 'is', value: where() }],
            window: { kind: 'ever' },
            aggregate: { kind: 'count' },
            operator: 'gte',
            value: 1,
          },
          { kind: 'bucket', salt: salt(), operator: 'in', percent: 1 },
        ],
      },
    },
  }));
}

function listCalls(): Call[] {
  const members = Array.from({ length: people }, (_, n) => `person-${n}`);
  // No two may have the same members.
  return packed(1_000).map((notes, n): Call => {
    const name = `List ${n} ${notes.slice(0, 90)}`.trim();
    return ['POST', `${api}/segments/lists`, { name, notes, members: members.slice(n) }];
  });
}

function campaignCalls(segments: string[]): Call[] {
  const promotions = naughtyPromotions();
  const variant = dealer(100);
  return named(100, 'campaigns', (name, n): { draft: Omit<Campaign, 'id'> } => ({
    draft: {
      name,
      state: 'live',
      priority: n,
      audience: { include: segments.slice(n, n + 2), exclude: [] },
      triggers: [{ kind: 'immediately' }],
      schedule: {},
      caps: [],
      controlPercent: 0,
      variants: [{ key: 'a', name: variant(), weight: 1, promotion: promotions[n] as Promotion }],
    },
  }));
}

/** Files whose header and cells are all texts; their rows fail, and are kept as they were. */
async function importFiles(page: Page, imports: string[]): Promise<void> {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const texts = packed(300).map(cell);
  const [id] = imports;
  const csv = [`${cell('email')},${texts[0]}`, ...texts.map((text) => `${text},${text}`)].join('\r\n');
  await send(page, [['PUT', `${api}/imports/${id}/parts/0`, csv]]);
  await send(page, [['POST', `${api}/imports/${id}/start`, undefined]]);
  await send(page, [['POST', `${api}/imports/${id}/drive`, undefined]]);
}
