import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import { deliverWebhooks, retryAfterMs } from '../../worker/jobs/deliver-webhooks.ts';
import { fanOut } from '../../worker/jobs/fan-out.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { addressFault } from '../../worker/services/webhooks/address.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

/** A peer on the internet: what it was sent, what it answers, and where its name leads. */
interface Peer {
  received: { url: string; headers: Headers; body: string; redirect: string | undefined }[];
  answer: () => Response;
  addresses: string[];
}

const peer: Peer = { received: [], answer: () => new Response(null, { status: 204 }), addresses: ['93.184.215.14'] };

/** The internet outside of the Worker: DNS over HTTPS, and the peer behind whatever name. */
async function internet(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = String(input instanceof Request ? input.url : input);
  if (url.startsWith('https://cloudflare-dns.com/')) {
    const isV4 = url.endsWith('type=A');
    return Response.json({ Answer: isV4 ? peer.addresses.map((data) => ({ data })) : [] });
  }
  peer.received.push({ url, headers: new Headers(init?.headers), body: String(init?.body), redirect: init?.redirect });
  return peer.answer();
}

let site: SiteUnderTest;
let cookie: string;
let token: string;

beforeAll(async () => {
  site = await makeSite({
    id: 's_hooks',
    segments: [
      { id: 'seg_named', name: 'Named', rule: { kind: 'attribute', attribute: 'first_name', operator: 'isKnown' } },
      { id: 'seg_mail', name: 'Mail', rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } },
    ],
  });
  cookie = await signedInAs(site.id, 'owner');
  token = await tokenOf(site.id, 'admin');
});

beforeEach(() => {
  Object.assign(peer, {
    received: [],
    answer: () => new Response(null, { status: 204 }),
    addresses: ['93.184.215.14'],
  });
  vi.stubGlobal('fetch', internet);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await env.DB.batch(
    ['webhooks', 'webhook_deliveries', 'outbox'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
  await env.DB.prepare("UPDATE sites SET webhook_kinds = '[]'").run();
});

const call = (method: string, path: string, body?: unknown) =>
  callConsole(method, path, { cookie, ...(body !== undefined && { body }) });

async function subscribe(settings: Record<string, unknown>): Promise<{ id: string; secret: string }> {
  const response = await call('POST', '/webhooks', { url: 'https://hooks.shop.example/usher', ...settings });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; secret: string };
}

/** What the job of a minute does. */
async function tell(now?: number): Promise<void> {
  await fanOut(env, new Pace(Date.now() + 10_000));
  await deliverWebhooks(env, Date.now() + 10_000, () => now ?? Date.now());
}

interface Listed {
  id: string;
  state: string;
  attempts: number;
  fault: string | null;
  nextAt: number;
}

const deliveries = async (id: string) =>
  ((await (await call('GET', `/webhooks/${id}/deliveries`)).json()) as { deliveries: Listed[] }).deliveries;

const told = () => peer.received.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });

describe('a webhook', () => {
  it('is told once of what a visitor does, signed', async () => {
    const { id, secret } = await subscribe({
      kinds: ['segment.entered', 'profile.identified', 'form.submitted', 'order.updated'],
    });
    const browser = new Browser(site.id);
    await browser.send([
      event('form_submit', { form: 'news', fields: { first_name: 'Ann', email: 'ann@hooks.example' } }),
      event('purchase', { transaction_id: 'H-1', value: 9, currency: 'EUR' }),
      event('page_view'),
    ]);
    await Promise.all([tell(), tell()]);
    await tell();
    expect(
      told()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['form.submitted', 'order.updated', 'profile.identified', 'segment.entered', 'segment.entered']);
    const form = told().find(({ type }) => type === 'form.submitted');
    expect(form?.data).toMatchObject({
      profile: { emails: ['ann@hooks.example'] },
      form: 'news',
      fields: { first_name: 'Ann' },
    });
    for (const { headers, body } of peer.received) {
      expect(() => new Webhook(secret).verify(body, Object.fromEntries(headers))).not.toThrow();
      expect(() => new Webhook(secret).verify(`${body} `, Object.fromEntries(headers))).toThrow();
    }
    expect((await deliveries(id)).every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(true);
  });

  it('hears what the server says, of the segments it asked for', async () => {
    await subscribe({ kinds: ['segment.entered', 'segment.left'], segments: ['seg_mail'] });
    const write = (attributes: Record<string, string>) =>
      callApi('POST', '/profiles', { token, body: { identifiers: { source_id: 'h-2' }, attributes } });
    await write({ email: 'two@hooks.example', first_name: 'Two' });
    await tell();
    await write({ email: '', first_name: '' });
    await tell();
    expect(told()).toMatchObject([
      {
        type: 'segment.entered',
        data: { segment: { id: 'seg_mail', name: 'Mail' }, cause: 'server', profile: { source_ids: ['h-2'] } },
      },
      { type: 'segment.left', data: { segment: { id: 'seg_mail' } } },
    ]);
  });

  it('does not hear of what happened before it was made, nor of what nobody asked for', async () => {
    await callApi('POST', '/profiles', { token, body: { identifiers: { email: 'before@hooks.example' } } });
    await subscribe({ kinds: ['segment.entered'] });
    await call('POST', '/segments/lists', { name: 'Edited', members: [] });
    await tell();
    expect(peer.received).toEqual([]);
    const browser = new Browser(site.id);
    await browser.send([event('form_submit', { fields: {} })]);
    expect(await env.DB.prepare('SELECT count(*) AS c FROM outbox').first('c')).toBe(0);
  });
});

it('deliveries of one moment are all listed, page by page, however long they are', async () => {
  const { id } = await subscribe({ kinds: ['form.submitted'] });
  const browser = new Browser(site.id);
  await browser.send([event('page_view')]);
  const data = JSON.stringify({ fields: { note: 'ż'.repeat(9_000) } });
  const insert = env.DB.prepare("INSERT INTO outbox (site, n, kind, at, body) VALUES (?, 0, 'form.submitted', 1, ?)");
  await env.DB.batch(Array.from({ length: 130 }, () => insert.bind(site.id, data)));
  await fanOut(env, new Pace(Date.now() + 10_000));
  const listed: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const path = `/webhooks/${id}/deliveries${after && `?after=${encodeURIComponent(after)}`}`;
    const page = (await (await call('GET', path)).json()) as { deliveries: Listed[]; next: string | null };
    listed.push(...page.deliveries.map((one) => one.id));
    after = page.next;
  }
  expect(new Set(listed).size).toBe(130);
  expect(listed).toHaveLength(130);
});

describe('a delivery that fails', () => {
  async function failing(answer: () => Response): Promise<string> {
    const { id } = await subscribe({ kinds: ['profile.identified'] });
    peer.answer = answer;
    await callApi('POST', '/profiles', { token, body: { identifiers: { email: `f${Math.random()}@hooks.example` } } });
    await tell();
    return id;
  }

  it('is tried again with longer waits for a day, is then dead, and can be replayed', async () => {
    const id = await failing(() => new Response('no', { status: 500 }));
    const startedAt = Date.now();
    for (let attempt = 1; attempt <= retryAfterMs.length; attempt += 1) {
      const [waiting] = await deliveries(id);
      expect(waiting).toMatchObject({ state: 'waiting', attempts: attempt, fault: 'answered 500' });
      await tell((waiting?.nextAt ?? 0) - 1);
      expect(peer.received).toHaveLength(attempt);
      await tell(waiting?.nextAt);
    }
    const [dead] = await deliveries(id);
    expect(dead).toMatchObject({ state: 'dead', attempts: retryAfterMs.length + 1 });
    expect(retryAfterMs.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(23 * 3_600_000);
    const ids = new Set(peer.received.map(({ headers }) => headers.get('webhook-id')));
    expect([...ids]).toEqual([dead?.id]);
    peer.answer = () => new Response(null, { status: 200 });
    expect((await call('POST', `/webhooks/${id}/deliveries/${dead?.id}/replay`)).status).toBe(204);
    await tell(startedAt + 2 * 86_400_000);
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('does not follow where it is sent on to', async () => {
    const id = await failing(() => new Response(null, { status: 302, headers: { location: 'http://10.0.0.1/' } }));
    expect(peer.received.map(({ redirect }) => redirect)).toEqual(['manual']);
    expect(await deliveries(id)).toMatchObject([{ state: 'waiting', fault: 'answered 302' }]);
  });

  it('is not made to a name that leads inside by then', async () => {
    const { id } = await subscribe({ kinds: ['profile.identified'] });
    peer.addresses = ['93.184.215.14', '10.1.2.3'];
    await callApi('POST', '/profiles', { token, body: { identifiers: { email: 'rebound@hooks.example' } } });
    await tell();
    expect(peer.received).toEqual([]);
    expect(await deliveries(id)).toMatchObject([
      { fault: expect.stringContaining('10.1.2.3, which is not on the public internet') },
    ]);
    expect(await (await call('POST', `/webhooks/${id}/test`)).json()).toMatchObject({
      status: null,
      fault: expect.any(String),
    });
  });
});

describe('an address', () => {
  const hidden = [
    ...[
      'http://hooks.example/',
      'ftp://hooks.example/',
      'https://user:pw@hooks.example/',
      'https://hooks.example:22/',
      'nonsense',
    ],
    ...[
      'https://127.0.0.1/',
      'https://10.0.0.1/',
      'https://172.16.5.4/',
      'https://192.168.1.1/',
      'https://169.254.169.254/',
    ],
    ...[
      'https://100.64.0.1/',
      'https://0.0.0.0/',
      'https://224.0.0.1/',
      'https://255.255.255.255/',
      'https://192.0.2.1/',
    ],
    ...[
      'https://[::1]/',
      'https://[fe80::1]/',
      'https://[fc00::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[64:ff9b::a00:1]/',
    ],
    ...['https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/', 'https://127.1/'],
    ...[
      'https://localhost/',
      'https://a.localhost/',
      'https://db.internal/',
      'https://router.lan/',
      'https://intranet/',
      'https://localhost./',
    ],
    'http://127.0.0.1:9999/',
  ];

  it.each(hidden)('%s is refused', async (url) => {
    expect(await addressFault({}, url)).not.toBeNull();
    const response = await call('POST', '/webhooks', { url, kinds: ['segment.left'] });
    expect([response.status, ((await response.json()) as Problem).errors?.[0]?.pointer]).toEqual([400, '/url']);
  });

  it('on the public internet is taken', async () => {
    expect(await addressFault({}, 'https://hooks.shop.example/a?b=c')).toBeNull();
    expect(await addressFault({}, 'https://93.184.215.14/')).toBeNull();
    peer.addresses = [];
    expect(await addressFault({}, 'https://hooks.shop.example/')).toContain('leads nowhere');
  });
});

it('a person who is erased is not told of any more', async () => {
  await subscribe({ kinds: ['profile.identified', 'segment.entered'] });
  const made = await callApi('POST', '/profiles', { token, body: { identifiers: { email: 'gone@hooks.example' } } });
  const { id } = (await made.json()) as { id: string };
  await fanOut(env, new Pace(Date.now() + 5_000));
  await callApi('DELETE', `/profiles/${id}`, { token });
  await tell();
  expect(peer.received).toEqual([]);
});
