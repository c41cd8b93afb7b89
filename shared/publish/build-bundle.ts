import type { ColumnFact, FactLayout } from '../profile/fact-column.ts';
import type { Measure } from '../profile/measure.ts';
import { isTimeZone } from '../rules/calendar.ts';
import { check } from '../rules/check.ts';
import { Compiler, isLive } from '../rules/compile.ts';
import { audienceProgram } from '../rules/connect.ts';
import { always, never, type Program } from '../rules/program.ts';
import type { Rule } from '../rules/rule.ts';
import type { Vocabulary } from '../rules/vocabulary.ts';
import type { Bundle, BundleCampaign, BundleSegment } from '../schema/bundle.ts';
import type { Campaign } from '../schema/campaign.ts';
import type { Fault } from '../schema/problem.ts';
import type { Segment } from '../schema/segment.ts';
import type { Site } from '../schema/site.ts';
import { checkCampaign } from './check-campaign.ts';
import { layOutFacts } from './fact-layout.ts';
import { segmentFaults } from './segment-faults.ts';
import { isEmptyAudience, ruleWarnings, twinWarnings } from './warnings.ts';
import { withPlans } from './with-plans.ts';

/** Of one site. */
export const maxSegments = 1_000;
export const maxMeasures = 200;

/** Steps that looking for contradictions may take in one publish, well under a second; what is left then goes unsaid. */
const maxWarningSteps = 50_000;

/** What is to be published: every draft of a site, and what the last bundle says of it. */
export interface Publication {
  site: Site;
  version: number;
  segments: { ordinal: number; definition: Segment }[];
  campaigns: Campaign[];
  vocabulary: Vocabulary;
  /** The bundle in force, null before the first. Meanings and measures that did not change keep their `since`. */
  previous: Bundle | null;
}

type CheckedPublication = Publication & { vocabulary: Vocabulary & { segments: ReadonlyMap<string, Segment> } };

/** Checks all definitions and compiles them into a bundle; faults name the definition and the place in it. */
export function buildBundle(
  draft: Publication,
): { ok: true; bundle: Bundle; warnings: Fault[] } | { ok: false; faults: Fault[] } {
  const named = new Map(draft.segments.map(({ definition }) => [definition.id, definition]));
  const publication = { ...draft, vocabulary: { ...draft.vocabulary, segments: named } };
  const faults = [
    ...publication.segments.flatMap((segment) => checkSegment(segment.definition, publication)),
    ...campaignFaults(publication),
    ...zoneFaults(publication),
  ];
  if (draft.segments.length > maxSegments) {
    faults.push({ pointer: '/segment', detail: `${draft.segments.length} segments: at most ${maxSegments}` });
  }
  if (faults.length > 0) return { ok: false, faults };

  const compiler = new Compiler(new Map(draft.segments.map(({ definition }) => [definition.id, definition.rule])));
  const programs = new Map<string, Program>();
  for (const { definition } of publication.segments) programs.set(definition.id, compiler.compile(definition.rule));
  const campaigns = publication.campaigns.map((campaign) => compileCampaign(campaign, compiler, programs));
  if (compiler.measures.size > maxMeasures) {
    const detail = `the rules count ${compiler.measures.size} different events and filters: at most ${maxMeasures}`;
    return { ok: false, faults: [{ pointer: '/segment', detail }] };
  }
  const bundle: Bundle = {
    format: 1,
    version: publication.version,
    site: publication.site,
    purposes: Object.fromEntries([...publication.vocabulary.attributes].map(([name, { purpose }]) => [name, purpose])),
    closed: [...publication.vocabulary.attributes.values()].flatMap((one) =>
      one.writtenBy === 'visitor' ? [] : one.name,
    ),
    predicates: compiler.predicates,
    measures: [...compiler.measures.values()].map((measure) => withSince(measure, publication)),
    facts: [],
    segments: [],
    campaigns: campaigns.sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1)),
  };
  bundle.facts = layOutFacts(
    { ...bundle, sources: { attributes: publication.vocabulary.attributes, measures: compiler.measures } },
    layoutInForce(bundle, publication.previous),
  );
  bundle.segments = withPlans(
    publication.segments.map(({ ordinal, definition }) =>
      compileSegment(
        { ordinal, definition, program: programs.get(definition.id) ?? never },
        bundle,
        publication.previous,
      ),
    ),
    bundle,
  );
  return { ok: true, bundle, warnings: warningsOf(publication) };
}

function checkSegment(segment: Segment, { vocabulary, segments }: CheckedPublication): Fault[] {
  const at = `/segment/${segment.id}`;
  const faults = [
    ...check(segment.rule, vocabulary, `${at}/rule`),
    ...segmentFaults(segment.rule, { segments: vocabulary.segments, own: segment.id, pointer: `${at}/rule` }),
  ];
  const key = segment.exposedKey;
  const twin = segments.find(({ definition }) => definition.id !== segment.id && definition.exposedKey === key);
  if (key !== undefined && twin) {
    faults.push({ pointer: `${at}/exposedKey`, detail: `"${key}" is the key of "${twin.definition.name}" too` });
  }
  return faults;
}

function zoneFaults({ site }: Publication): Fault[] {
  if (isTimeZone(site.timeZone)) return [];
  return [{ pointer: '/site/timeZone', detail: `"${site.timeZone}" is no time zone: write one as Europe/Berlin` }];
}

/** Nothing here keeps a site from being published. */
function warningsOf({ segments, campaigns }: CheckedPublication): Fault[] {
  const rules = new Map(segments.map(({ definition }) => [definition.id, definition.rule]));
  const ruleOf = (id: string): Rule => ({ kind: 'segment', segment: id, operator: 'in' });
  const budget = { steps: maxWarningSteps };
  const ofCampaigns = campaigns.flatMap(({ id, audience }) => {
    const pointer = `/campaign/${id}/audience`;
    const own = audience.rule
      ? ruleWarnings(audience.rule, { segments: rules, pointer: `${pointer}/rule`, budget })
      : [];
    const parts = { include: audience.include.map(ruleOf), exclude: audience.exclude.map(ruleOf), own: audience.rule };
    if (own.length > 0 || !isEmptyAudience(parts, { segments: rules, budget })) return own;
    return [{ pointer, detail: 'nobody can be in this audience: its parts exclude each other' }];
  });
  return [
    ...segments.flatMap(({ definition: { id, rule } }) =>
      ruleWarnings(rule, { segments: rules, pointer: `/segment/${id}/rule`, budget }),
    ),
    ...twinWarnings(
      segments.map(({ definition }) => definition),
      budget,
    ),
    ...ofCampaigns,
  ];
}

function campaignFaults({ campaigns, segments, vocabulary }: CheckedPublication): Fault[] {
  const segmentIds = new Set(segments.map(({ definition }) => definition.id));
  return campaigns.flatMap((campaign) => checkCampaign(campaign, { segmentIds, vocabulary }));
}

function compileCampaign(campaign: Campaign, compiler: Compiler, programs: Map<string, Program>): BundleCampaign {
  const { audience, ...rest } = campaign;
  const programOf = (id: string): Program => programs.get(id) ?? never;
  const own = audience.rule ? compiler.compile(audience.rule) : always;
  return { ...rest, program: audienceProgram(audience.include.map(programOf), audience.exclude.map(programOf), own) };
}

/** A measure that the bundle in force already counts has been counted by every commit since. */
function withSince(measure: Omit<Measure, 'since'>, { previous, version }: Publication): Measure {
  return { ...measure, since: previous?.measures.find(({ id }) => id === measure.id)?.since ?? version };
}

function compileSegment(
  { ordinal, definition, program }: { ordinal: number; definition: Segment; program: Program },
  bundle: Bundle,
  previous: Bundle | null,
): BundleSegment {
  const before = previous?.segments.find((segment) => segment.ordinal === ordinal);
  const unchanged =
    before && previous && meaning(before.program, previous.predicates) === meaning(program, bundle.predicates);
  return {
    id: definition.id,
    ordinal,
    since: unchanged ? before.since : bundle.version,
    live: isLive(program, bundle.predicates),
    program,
    ...(definition.exposedKey === undefined ? {} : { exposedKey: definition.exposedKey }),
  };
}

/** What was written under another consent is another fact: such columns do not stay. */
function layoutInForce({ site, purposes }: Bundle, previous: Bundle | null): FactLayout {
  const consent = ({ consentMode, consentRegions = [] }: Site) => JSON.stringify([consentMode, consentRegions]);
  if (!previous || consent(previous.site) !== consent(site)) return [];
  const isSame = ([kind, name]: ColumnFact) => kind === 'series' || purposes[name] === previous.purposes[name];
  return previous.facts.map((column) => (column && isSame(column.fact) ? column : null));
}

/** A program with its predicates written out: equal texts mean the same. */
function meaning(program: Program, predicates: Bundle['predicates']): string {
  if (typeof program === 'number') return JSON.stringify(predicates[program]);
  return `${program[0]}(${(program.slice(1) as Program[]).map((part) => meaning(part, predicates)).join()})`;
}
