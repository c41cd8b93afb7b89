import { describe, expect, it } from 'vitest';
import { buildBundle } from '../../../shared/publish/build-bundle.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Bundle } from '../../../shared/schema/bundle.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { campaign } from '../../support/campaigns.ts';
import { caseVocabulary } from '../../support/rule-facts.ts';

const is = (attribute: string, value: string): Rule => ({ kind: 'attribute', attribute, operator: 'is', value });
const inSegment = (segment: string): Rule => ({ kind: 'segment', segment, operator: 'in' });
const fullCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 };

function publish(
  rules: Record<string, Rule>,
  {
    version = 1,
    previous = null as Bundle | null,
    campaigns = [] as ReturnType<typeof campaign>[],
    timeZone = 'Europe/Berlin',
  } = {},
) {
  return buildBundle({
    site: {
      id: 's_unit' as SiteId,
      name: 'Unit',
      origins: [],
      timeZone,
      currency: 'EUR',
      consentMode: 'implied',
      caps: [],
      holdoutPercent: 0,
    },
    version,
    segments: Object.entries(rules).map(([id, rule], index) => ({
      ordinal: index + 1,
      definition: { id, name: id.slice(4).toUpperCase(), rule },
    })),
    campaigns,
    vocabulary: caseVocabulary,
    previous,
  });
}

function faultsOf(built: ReturnType<typeof publish>): string[] {
  return built.ok ? [] : built.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`);
}

function bundleOf(built: ReturnType<typeof publish>): Bundle {
  if (!built.ok) throw new Error(JSON.stringify(built.faults));
  return built.bundle;
}

describe('segments in segments', () => {
  it('refuses a circle with the path of names', () => {
    const faults = faultsOf(
      publish({
        seg_a: inSegment('seg_b'),
        seg_b: { kind: 'not', rule: inSegment('seg_c') },
        seg_c: inSegment('seg_a'),
      }),
    );
    expect(faults).toEqual([
      '/segment/seg_a/rule/segment: it leads back to itself: "A" → "B" → "C" → "A"; break the circle',
      '/segment/seg_b/rule/rule/segment: it leads back to itself: "B" → "C" → "A" → "B"; break the circle',
      '/segment/seg_c/rule/segment: it leads back to itself: "C" → "A" → "B" → "C"; break the circle',
    ]);
  });

  it('refuses a segment in itself, one that does not exist, and what grows beyond measure', () => {
    expect(faultsOf(publish({ seg_a: inSegment('seg_a') }))[0]).toContain('"A" → "A"');
    expect(faultsOf(publish({ seg_a: inSegment('seg_x') }))).toEqual([
      '/segment/seg_a/rule/segment: there is no segment "seg_x": choose another',
    ]);
    const rules: Record<string, Rule> = { seg_0: is('country', 'PL') };
    for (let level = 1; level <= 40; level += 1) {
      const below = inSegment(`seg_${level - 1}`);
      rules[`seg_${level}`] = { kind: 'any', rules: [{ kind: 'all', rules: [below, is('city', `${level}`)] }, below] };
    }
    expect(faultsOf(publish(rules))[0]).toContain('conditions with its segments written out: at most 1000');
  });

  it('refuses a circle from a campaign too', () => {
    const audience = { include: [], exclude: [], rule: inSegment('seg_a') };
    const faults = faultsOf(publish({ seg_a: inSegment('seg_a') }, { campaigns: [campaign({ audience })] }));
    expect(faults.some((fault) => fault.startsWith('/campaign/cmp_a/audience/rule/segment'))).toBe(true);
  });

  it('live follows through nesting, and so does the version of the meaning', () => {
    const rules = (country: string): Record<string, Rule> => ({
      seg_a: is('country', country),
      seg_b: { kind: 'not', rule: inSegment('seg_a') },
      seg_c: { kind: 'all', rules: [inSegment('seg_b'), inSegment('seg_d')] },
      seg_d: fullCart,
    });
    const first = bundleOf(publish(rules('PL')));
    expect(first.segments.map(({ live }) => live)).toEqual([false, false, true, true]);
    const second = bundleOf(publish(rules('DE'), { version: 2, previous: first }));
    expect(second.segments.map(({ since }) => since)).toEqual([2, 2, 2, 1]);
    const third = bundleOf(publish(rules('DE'), { version: 3, previous: second }));
    expect(third.segments.map(({ since }) => since)).toEqual([2, 2, 2, 1]);
  });
});

it('refuses a zone that nobody knows', () => {
  expect(faultsOf(publish({}, { timeZone: 'Mars/Olympus' }))).toEqual([
    '/site/timeZone: "Mars/Olympus" is no time zone: write one as Europe/Berlin',
  ]);
});

describe('warnings', () => {
  const warningsOf = (...arguments_: Parameters<typeof publish>) => {
    const built = publish(...arguments_);
    if (!built.ok) throw new Error(JSON.stringify(built.faults));
    return built.warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  };
  const between = (low: number, high: number): Rule => ({
    kind: 'all',
    rules: [
      { kind: 'attribute', attribute: 'order_count', operator: 'gte', value: low },
      { kind: 'attribute', attribute: 'order_count', operator: 'lte', value: high },
    ],
  });

  it('are silent about good definitions', () => {
    const audience = { include: ['seg_a'], exclude: ['seg_b'] };
    const rules = { seg_a: between(1, 5), seg_b: is('country', 'PL'), seg_c: fullCart };
    expect(warningsOf(rules, { campaigns: [campaign({ audience })] })).toEqual([]);
  });

  it('point at the smallest part that nobody can match', () => {
    const rule: Rule = {
      kind: 'all',
      rules: [is('city', 'x'), { kind: 'any', rules: [is('country', 'PL'), between(5, 1)] }],
    };
    expect(warningsOf({ seg_a: rule })).toEqual([
      '/segment/seg_a/rule/rules/1/rules/1: nobody can match this: its conditions exclude each other',
    ]);
    expect(warningsOf({ seg_a: { kind: 'all', rules: [is('city', 'x'), between(5, 1)] } })[0]).toContain(
      '/rule/rules/1:',
    );
  });

  it('find what is always true', () => {
    const rule: Rule = { kind: 'any', rules: [is('city', 'x'), { kind: 'not', rule: is('city', 'X ') }] };
    expect(warningsOf({ seg_a: rule })).toEqual(['/segment/seg_a/rule: this is always true: it leaves nobody out']);
    expect(warningsOf({ seg_a: { kind: 'all', rules: [] } })).toEqual([]);
  });

  it('name the segment that says the same, however it is written', () => {
    const twin = (rule: Rule, other: Rule) => warningsOf({ seg_a: rule, seg_b: other });
    const same = ['/segment/seg_b/rule: it says the same as segment "A": keep one of them'];
    expect(twin(is('country', 'PL'), is('country', ' pl '))).toEqual(same);
    expect(
      twin(between(2, 4), { kind: 'attribute', attribute: 'order_count', operator: 'between', value: [2, 4] }),
    ).toEqual(same);
    expect(
      twin(
        { kind: 'all', rules: [is('country', 'PL'), is('city', 'x')] },
        { kind: 'all', rules: [is('city', 'x'), is('country', 'PL')] },
      ),
    ).toEqual(same);
    expect(twin(is('country', 'PL'), is('country', 'DE'))).toEqual([]);
    expect(twin(between(2, 4), between(2, 5))).toEqual([]);
  });

  it('see that the parts of an audience exclude each other', () => {
    const audience = { include: ['seg_a'], exclude: ['seg_b'] };
    const rules = { seg_a: between(2, 4), seg_b: between(1, 9) };
    expect(warningsOf(rules, { campaigns: [campaign({ audience })] })).toEqual([
      '/campaign/cmp_a/audience: nobody can be in this audience: its parts exclude each other',
    ]);
  });
});
