import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { Promotion } from '../../shared/schema/promotion.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

/** Words that must never come back from the collect route, whatever the visitor is told. */
const canary = (what: string) => `canary-${what}-7391`;

const attribute = (name: string, value: string): Rule => ({
  kind: 'attribute',
  attribute: name,
  operator: 'is',
  value,
});
const cartAbove: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 };
const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });

const promotion: Promotion = {
  layout: 'corner',
  label: 'Shown',
  theme: { background: '#ffffff', text: '#000000', accent: '#000000', onAccent: '#ffffff', radiusPx: 8 },
  blocks: [{ kind: 'heading', text: 'Shown to those it is for' }],
  thankYou: [],
};

function campaign(id: string, rule: Rule, text: string): Campaign {
  return {
    id,
    name: canary(`campaign-${id}`),
    state: 'live',
    priority: 1,
    audience: { include: [], exclude: [], rule },
    triggers: [{ kind: 'immediately' }],
    schedule: {},
    caps: [],
    controlPercent: 0,
    variants: [
      {
        key: 'a',
        name: canary('variant'),
        weight: 1,
        promotion: { ...promotion, blocks: [{ kind: 'heading', text }] },
      },
    ],
  };
}

let site: SiteUnderTest;

beforeAll(async () => {
  site = await makeSite({
    id: 's_leak',
    segments: [
      { id: 'seg_in', name: canary('segment-in'), rule: attribute('first_name', canary('first-name')) },
      {
        id: 'seg_exposed',
        name: canary('segment-exposed'),
        exposedKey: 'vip',
        rule: attribute('city', canary('city')),
      },
      {
        id: 'seg_live',
        name: canary('segment-live'),
        exposedKey: 'big_cart',
        rule: all(attribute('first_name', canary('first-name')), cartAbove),
      },
      {
        id: 'seg_failed',
        name: canary('segment-failed'),
        exposedKey: 'failed_key',
        rule: all(attribute('email', canary('other-email')), cartAbove),
      },
    ],
    campaigns: [
      campaign('cmp_yes', all(attribute('first_name', canary('first-name')), cartAbove), 'allowed words'),
      campaign(
        'cmp_no',
        all(attribute('last_name', canary('not-this-name')), cartAbove),
        canary('content-not-for-you'),
      ),
    ],
  });
});

async function textOfReply(browser: Browser, envelope: Record<string, unknown> = {}): Promise<string> {
  const identify = event('identify', {
    attributes: { email: `${canary('email')}@example.org`, first_name: canary('first-name'), phone: canary('phone') },
  });
  const response = await browser.post(
    browser.batch([event('page_view', { title: canary('title') }), identify]),
    envelope,
  );
  expect(response.status).toBe(200);
  const headers = [...response.headers].map((header) => header.join(': ')).join('\n');
  return headers + (await response.text());
}

describe('a reply', () => {
  it('holds what may show and the keys that are exposed, and nothing else that is known', async () => {
    const text = await textOfReply(new Browser(site.id));
    expect(text).toContain('allowed words');
    expect(text).toContain('"maybe":[["big_cart",["cart.totalMinor","gt",8000]]]');
    expect(text).not.toMatch(/canary/);
    expect(text).not.toMatch(/failed_key|cmp_no|seg_|vip/);
  });

  it('tells the reasons of refusals only to the holder of a debug token of this site', async () => {
    const { makeDebugToken } = await import('../../worker/services/visitor-token.ts');
    const now = Date.now();
    const good = await makeDebugToken(env.VISITOR_SECRET, site.id, now);
    expect(await textOfReply(new Browser(site.id), { debug: good })).toContain(
      `{"campaign":"cmp_no","name":"${canary('campaign-cmp_no')}","reason":"audience"}`,
    );
    const expired = await makeDebugToken(env.VISITOR_SECRET, site.id, now - 2 * 3_600_000);
    for (const token of [expired, `${good}x`, 'd1.9999999999999.AAAAAAAAAAAAAAAAAAAAAA', 'nonsense']) {
      expect(await textOfReply(new Browser(site.id), { debug: token })).not.toContain('refused');
    }
  });

  it('is the same for an email that is known and one that is not', async () => {
    const known = new Browser(site.id);
    await known.send([event('identify', { attributes: { email: 'known@example.org' } })]);
    const lines = [];
    for (const email of ['known@example.org', 'stranger@example.org']) {
      const browser = new Browser(site.id);
      const { reply } = await browser.send([event('identify', { attributes: { email } })]);
      lines.push(JSON.stringify({ ...reply, stream: '' }));
    }
    expect(lines[0]).toBe(lines[1]);
  });
});
