import { describe, expect, it } from 'vitest';
import { assign, isHeldOut } from '../../../shared/decision/assignment.ts';
import { fractionOf, visitorHash } from '../../../shared/decision/bucket.ts';
import { type DecisionContext, decide } from '../../../shared/decision/decide.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { emptySnapshot, type Snapshot } from '../../../shared/profile/snapshot.ts';
import { link } from '../../../shared/rules/link.ts';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { Event } from '../../../shared/schema/event.ts';
import { bundleOf, campaign, promotion, visitor } from '../../support/campaigns.ts';
import { caseNow } from '../../support/rule-facts.ts';

const day = 86_400_000;

function refusalOf(definition: Campaign, context: DecisionContext = visitor()): string | null {
  const { offers, refused } = decide(bundleOf({ campaigns: [definition] }), context);
  expect(offers.length + refused.length).toBe(1);
  return refused[0]?.reason ?? null;
}

/** A visitor to whom these promotion events happened, as `[name, ms ago, session]`. */
function visitedBy(...happened: [name: string, msAgo: number, session: string][]): Snapshot {
  const snapshot = emptySnapshot();
  const events: Event[] = happened.map(([name, msAgo, session], index) => ({
    name,
    time: caseNow - msAgo,
    session,
    properties: { campaign: 'cmp_a', variant: 'a', decision: `decision-${index}` },
  }));
  const batch = { stream: 's', sequence: 1, receivedAt: caseNow, events, consent: {}, gpc: false, request: {} };
  reduce(snapshot, batch, { measures: [], currency: 'EUR', closed: [] });
  return snapshot;
}

describe('every refusal has its reason', () => {
  it.each<[string, Partial<Campaign>, string | null]>([
    ['a live one for everybody', {}, null],
    ['a draft', { state: 'draft' }, 'draft'],
    ['a paused one', { state: 'paused' }, 'paused'],
    ['one that begins later', { schedule: { from: caseNow + 1 } }, 'scheduled'],
    ['one that begins now', { schedule: { from: caseNow } }, null],
    ['one that ends now', { schedule: { to: caseNow } }, 'ended'],
    [
      'one for others',
      {
        audience: {
          include: [],
          exclude: [],
          rule: { kind: 'attribute', attribute: 'country', operator: 'is', value: 'PL' },
        },
      },
      'audience',
    ],
  ])('%s', (_, overrides, reason) => {
    expect(refusalOf(campaign(overrides))).toBe(reason);
  });

  it('a campaign cap: twice in seven days, and free again after', () => {
    const capped = campaign({ caps: [{ counts: 'shown', max: 2, per: { kind: 'rolling', days: 7 } }] });
    const twice = visitedBy(['promotion_exposed', 6 * day, 's1'], ['promotion_exposed', day, 's2']);
    const context = visitor({ snapshot: twice });
    expect(refusalOf(capped, context)).toBe('campaign cap');
    const { until } = decide(bundleOf({ campaigns: [capped] }), context);
    expect(until).toBe(caseNow + day + 1);
    expect(refusalOf(capped, { ...context, now: until })).toBeNull();
    expect(refusalOf(capped, { ...context, now: until - 1 })).toBe('campaign cap');
  });

  it('a session cap counts the session at hand only', () => {
    const capped = campaign({ caps: [{ counts: 'shown', max: 1, per: { kind: 'session' } }] });
    const snapshot = visitedBy(['promotion_exposed', 1_000, 'session-1']);
    expect(refusalOf(capped, visitor({ snapshot }))).toBe('campaign cap');
    expect(refusalOf(capped, visitor({ snapshot, session: 'session-2' }))).toBeNull();
  });

  it('stop after submit', () => {
    const capped = campaign({ caps: [{ counts: 'submitted', max: 1, per: { kind: 'lifetime' } }] });
    expect(refusalOf(capped, visitor({ snapshot: visitedBy(['promotion_exposed', 9, 's']) }))).toBeNull();
    const submitted = visitedBy(['promotion_exposed', 900 * day, 's'], ['promotion_submitted', 899 * day, 's']);
    expect(refusalOf(capped, visitor({ snapshot: submitted }))).toBe('campaign cap');
  });

  it('a site cap counts all campaigns together', () => {
    const linked = bundleOf({
      campaigns: [campaign(), campaign({ id: 'cmp_b' })],
      site: { caps: [{ counts: 'shown', max: 1, per: { kind: 'lifetime' } }] },
    });
    expect(decide(linked, visitor())).toMatchObject({ caps: [['promotion_exposed', 1]], refused: [] });
    const { refused } = decide(linked, visitor({ snapshot: visitedBy(['promotion_exposed', 1, 's']) }));
    expect(refused.map(({ reason }) => reason)).toEqual(['site cap', 'site cap']);
  });

  it('the holdout of the site', () => {
    const linked = bundleOf({ campaigns: [campaign()], site: { holdoutPercent: 90 } });
    const reasons = Array.from(
      { length: 200 },
      (_, hash) => decide(linked, visitor({ hash: visitorHash(`v${hash}`) })).refused[0]?.reason,
    );
    expect(reasons.filter((reason) => reason === 'holdout').length).toBeGreaterThan(150);
    expect(reasons.filter((reason) => reason === undefined).length).toBeGreaterThan(5);
  });

  it('withheld: who refused to be counted is not a visitor who never bought', () => {
    const neverBought = campaign({
      audience: {
        include: [],
        exclude: [],
        rule: { kind: 'attribute', attribute: 'order_count', operator: 'notBetween', value: [1, 9] },
      },
    });
    expect(refusalOf(neverBought)).toBeNull();
    expect(refusalOf(neverBought, visitor({ gpc: true }))).toBe('withheld');
  });

  it('unsupported: a rule of a newer version shows to nobody, negated or not', () => {
    const linked = bundleOf({ campaigns: [campaign()] });
    const [only] = linked.campaigns;
    if (!only) throw new Error('no campaign');
    for (const program of [99, ['!', 99]] as const) {
      const newer = link({ ...linked.bundle, campaigns: [{ ...only, program }] });
      expect(decide(newer, visitor()).refused[0]?.reason).toBe('unsupported');
    }
  });

  it('but location needs no consent', () => {
    const rule = { kind: 'attribute', attribute: 'country', operator: 'isNot', value: 'PL' } as const;
    const abroad = campaign({ audience: { include: [], exclude: [], rule } });
    expect(refusalOf(abroad, visitor({ gpc: true }))).toBeNull();
  });
});

describe('offers', () => {
  it('come by priority, with what is left of their caps and no more than the page has to know', () => {
    const linked = bundleOf({
      segments: [
        { id: 'seg_big', name: 'Big', rule: { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 } },
      ],
      campaigns: [
        campaign({ id: 'cmp_low', priority: 1 }),
        campaign({
          id: 'cmp_high',
          priority: 9,
          audience: { include: ['seg_big'], exclude: [] },
          caps: [{ counts: 'shown', max: 3, per: { kind: 'session' } }],
        }),
      ],
    });
    expect(decide(linked, visitor()).offers).toEqual([
      {
        campaign: 'cmp_high',
        variant: 'a',
        triggers: [{ kind: 'immediately' }],
        audience: ['cart.totalMinor', 'gt', 8_000],
        caps: [['promotion_exposed', 3]],
        promotion,
      },
      { campaign: 'cmp_low', variant: 'a', triggers: [{ kind: 'immediately' }], promotion },
    ]);
  });

  it('for control have no promotion, and are offered all the same', () => {
    const linked = bundleOf({ campaigns: [campaign({ controlPercent: 90 })] });
    const offers = Array.from(
      { length: 300 },
      (_, index) => decide(linked, visitor({ hash: visitorHash(`${index}`) })).offers[0],
    );
    const control = offers.filter((offer) => offer?.variant === 'control');
    expect(control.length).toBeGreaterThan(240);
    expect(control.every((offer) => offer && !('promotion' in offer))).toBe(true);
  });

  it('keep the variant of the first exposure when shares change', () => {
    const variants = ['a', 'b'].map((key) => ({ key, name: key, weight: 1, promotion }));
    const snapshot = visitedBy(['promotion_exposed', 5, 's']);
    for (const hash of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const linked = bundleOf({ campaigns: [campaign({ variants, controlPercent: 50 })] });
      expect(decide(linked, visitor({ snapshot, hash })).offers[0]?.variant).toBe('a');
    }
  });
});

describe('assignment', () => {
  const people = Array.from({ length: 20_000 }, (_, index) => visitorHash(`visitor-${index}`));

  it('follows the weights, and is stable', () => {
    const linked = bundleOf({
      campaigns: [
        campaign({
          controlPercent: 10,
          variants: [
            { key: 'a', name: 'A', weight: 1, promotion },
            { key: 'b', name: 'B', weight: 3, promotion },
          ],
        }),
      ],
    });
    const definition = linked.campaigns[0];
    if (!definition) throw new Error('no campaign');
    const share = (key: string) => people.filter((hash) => assign(definition, hash) === key).length / people.length;
    expect(share('control')).toBeCloseTo(0.1, 1.5);
    expect(share('a')).toBeCloseTo(0.225, 1.5);
    expect(share('b')).toBeCloseTo(0.675, 1.5);
    expect(assign(definition, 77)).toBe(assign(definition, 77));
  });

  it('is independent between salts', () => {
    const both = people.filter((hash) => fractionOf(hash, 'one') < 0.5 && fractionOf(hash, 'two') < 0.5).length;
    expect(both / people.length).toBeCloseTo(0.25, 1.5);
    expect(isHeldOut('s_unit', 0, 5)).toBe(false);
  });
});
