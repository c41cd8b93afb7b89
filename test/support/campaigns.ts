import type { DecisionContext } from '../../shared/decision/decide.ts';
import { factsOf } from '../../shared/profile/facts-of.ts';
import { emptySnapshot, type Snapshot } from '../../shared/profile/snapshot.ts';
import { buildBundle } from '../../shared/publish/build-bundle.ts';
import { type LinkedBundle, link } from '../../shared/rules/link.ts';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Promotion } from '../../shared/schema/promotion.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import type { Site } from '../../shared/schema/site.ts';
import { caseNow, caseVocabulary } from './rule-facts.ts';

export const promotion: Promotion = {
  layout: 'modal',
  label: 'A promotion',
  theme: { background: '#ffffff', text: '#000000', accent: '#0044cc', onAccent: '#ffffff', radiusPx: 8 },
  blocks: [{ kind: 'heading', text: 'Hello' }],
  thankYou: [],
};

/** A live campaign for everybody, with these differences. */
export function campaign(overrides: Partial<Campaign> = {}): Campaign {
  return {
    id: 'cmp_a',
    name: 'A',
    state: 'live',
    priority: 1,
    audience: { include: [], exclude: [] },
    triggers: [{ kind: 'immediately' }],
    schedule: {},
    caps: [],
    controlPercent: 0,
    variants: [{ key: 'a', name: 'A', weight: 1, promotion }],
    ...overrides,
  };
}

/** A published, linked bundle of these definitions; throws on faults. */
export function bundleOf(what: { campaigns?: Campaign[]; segments?: Segment[]; site?: Partial<Site> }): LinkedBundle {
  const site: Site = {
    id: 's_unit' as SiteId,
    name: 'Unit',
    origins: [],
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    consentMode: 'implied',
    caps: [],
    holdoutPercent: 0,
    ...what.site,
  };
  const built = buildBundle({
    site,
    version: 1,
    segments: (what.segments ?? []).map((definition, index) => ({ ordinal: index + 1, definition })),
    campaigns: what.campaigns ?? [],
    vocabulary: caseVocabulary,
    previous: null,
  });
  if (!built.ok) throw new Error(JSON.stringify(built.faults));
  return link(built.bundle);
}

/** Who asks: a visitor of whom nothing is known, with these differences. */
export function visitor(
  overrides: Partial<DecisionContext> & { snapshot?: Snapshot; gpc?: boolean } = {},
): DecisionContext {
  const snapshot = overrides.snapshot ?? emptySnapshot();
  const consent = { mode: 'implied' as const, state: {}, gpc: overrides.gpc ?? false };
  return {
    snapshot,
    facts: factsOf(snapshot, consent),
    now: caseNow,
    hash: 12_345,
    session: 'session-1',
    ...overrides,
  };
}
