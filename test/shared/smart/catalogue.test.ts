import { expect, it } from 'vitest';
import { builtInAttributes } from '../../../shared/profile/built-in-attributes.ts';
import { buildBundle } from '../../../shared/publish/build-bundle.ts';
import { ruleWarnings } from '../../../shared/publish/warnings.ts';
import { check } from '../../../shared/rules/check.ts';
import { describe } from '../../../shared/rules/describe.ts';
import { isLiveRule } from '../../../shared/rules/is-live-rule.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { smartSegments } from '../../../shared/smart/catalogue.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import { type CaseFacts, caseNow } from '../../support/rule-facts.ts';

const vocabulary: Vocabulary = {
  attributes: new Map(builtInAttributes.map((definition) => [definition.name, definition])),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};
const days = (n: number) => n * 86_400;

/** Of each smart segment somebody who is in it and somebody who is just not. */
const people: Record<string, { inside: CaseFacts; outside: CaseFacts }> = {
  cart_abandoners: {
    inside: { events: [['add_to_cart', 3_700, {}]] },
    outside: {
      events: [
        ['add_to_cart', 3_700, {}],
        ['purchase', 3_000, {}],
      ],
    },
  },
  never_bought: { inside: { attributes: { order_count: 0 } }, outside: { attributes: { order_count: 1 } } },
  engaged_mobile: {
    inside: { attributes: { device_type: 'mobile' }, events: [['engagement', 60, { engaged_ms: 60_000 }]] },
    outside: {
      attributes: { device_type: 'mobile' },
      events: [
        ['engagement', 60, { engaged_ms: 59_000 }],
        ['session_start', 60, {}],
      ],
    },
  },
  one_session_no_purchase: {
    inside: { attributes: { sessions: 1, order_count: 0 } },
    outside: { attributes: { sessions: 2, order_count: 0 } },
  },
  email_engagement_country: {
    inside: { attributes: { country: 'DE', last_email_opened: caseNow - days(10) * 1_000 } },
    outside: { attributes: { country: 'DE', last_email_opened: caseNow - days(91) * 1_000 } },
  },
  email_known: { inside: { attributes: { email: 'a@b.c' } }, outside: {} },
  email_unknown: { inside: {}, outside: { attributes: { email: 'a@b.c' } } },
  phone_known: { inside: { attributes: { phone: '+491' } }, outside: {} },
  phone_unknown: { inside: {}, outside: { attributes: { phone: '+491' } } },
  paid_acquisition: {
    inside: { attributes: { channel: 'display' } },
    outside: { attributes: { channel: 'referral' } },
  },
  organic_search: {
    inside: { attributes: { channel: 'organic_search' } },
    outside: { attributes: { channel: 'paid_search' } },
  },
  direct_traffic: { inside: { attributes: { channel: 'direct' } }, outside: {} },
  from_social: { inside: { attributes: { channel: 'paid_social' } }, outside: { attributes: { channel: 'email' } } },
  returned_by_email: {
    inside: { attributes: { channel: 'email', sessions: 2 } },
    outside: { attributes: { channel: 'email', sessions: 1 } },
  },
  customers: { inside: { attributes: { order_count: 1 } }, outside: { attributes: { order_count: 0 } } },
  repeat_customers: { inside: { attributes: { order_count: 2 } }, outside: { attributes: { order_count: 1 } } },
  likely_to_buy: {
    inside: { attributes: { conversion_percentile: 90 } },
    outside: { attributes: { conversion_percentile: 85 } },
  },
  big_spenders: { inside: { attributes: { spend_percentile: 90 } }, outside: { attributes: { spend_percentile: 85 } } },
  ...Object.fromEntries(
    ['champions', 'loyal', 'recent', 'needs_attention', 'at_risk', 'inactive'].map((group) => [
      `rfm_${group}`,
      { inside: { attributes: { rfm_group: group } }, outside: { attributes: { rfm_group: 'prospect' } } },
    ]),
  ),
  about_to_lapse: {
    inside: { attributes: { lapse_expected: caseNow - 61_000 } },
    outside: { attributes: { lapse_expected: caseNow + days(1) * 1_000 } },
  },
  desktop_or_tablet: {
    inside: { attributes: { device_type: 'tablet' } },
    outside: { attributes: { device_type: 'mobile' } },
  },
  prefers_mobile: {
    inside: { attributes: { preferred_device: 'mobile' } },
    outside: { attributes: { preferred_device: 'desktop' } },
  },
};

it.each(smartSegments)(
  '$name can be published, is counted and spoken, and means what it says',
  ({ key, rule, ...words }) => {
    expect(Rule.parse(rule)).toEqual(rule);
    expect(check(rule, vocabulary)).toEqual([]);
    expect(ruleWarnings(rule, { segments: new Map(), pointer: '' })).toEqual([]);
    expect(isLiveRule(rule, new Map())).toBe(false);
    expect(describe(rule, vocabulary).length).toBeGreaterThan(10);
    expect([words.description, words.strategy].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
    const clock = { now: caseNow, zone: 'Europe/Berlin' };
    expect(naiveAnswer(rule, people[key]?.inside ?? {}, clock)).toBe(true);
    expect(naiveAnswer(rule, people[key]?.outside ?? {}, clock)).toBe(false);
  },
);

it('all of them can be published together, none the same as another', () => {
  const built = buildBundle({
    site: {
      id: 's_smart' as SiteId,
      name: 'Smart',
      origins: [],
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      consentMode: 'implied',
      caps: [],
      holdoutPercent: 0,
    },
    version: 1,
    segments: smartSegments.map(({ key, name, rule }, index) => ({
      ordinal: index + 1,
      definition: { id: `seg_${key.replaceAll('_', '')}`, name, rule },
    })),
    campaigns: [],
    vocabulary,
    previous: null,
  });
  expect(built).toMatchObject({ ok: true, warnings: [] });
});

it('keys and names are taken once, and each has its people above', () => {
  const keys = smartSegments.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(smartSegments.map(({ name }) => name)).size).toBe(keys.length);
  expect(Object.keys(people).sort()).toEqual(keys.toSorted());
});
