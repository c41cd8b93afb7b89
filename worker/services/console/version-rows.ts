import { describe } from '../../../shared/rules/describe.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import { ProblemError } from '../../middleware/problem.ts';
import type { AuditChange } from '../../stores/audit-log.ts';
import { type DefinitionVersion, versionsOf } from '../../stores/definition-versions.ts';
import { Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';
import { changesBetween } from '../audit.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { leafChanges } from './leaf-changes.ts';

export type VersionedKind = 'segment' | 'campaign';

/** One version as the console lists it: what it changed of the one before. */
export interface VersionRow {
  version: number;
  /** Epoch ms. */
  at: number;
  by: string;
  /** Visitors got it no more. */
  isEnd: boolean;
  changes: AuditChange[];
}

type Differ<Definition> = (before: Definition | null, after: Definition | null) => AuditChange[];

/** The versions of a definition, the newest first, and what its draft changes of what is published. Throws `not-found`. */
export async function versionRows(
  db: D1Database,
  site: SiteId,
  { kind, id }: { kind: VersionedKind; id: string },
): Promise<{ name: string; revision: number; draft: AuditChange[]; versions: VersionRow[] }> {
  const definitions = new Definitions(db, site);
  const [found, segments] = await Promise.all([readSite(db, site), definitions.list('segment')]);
  if (!found) throw new Error(`no site ${site}`);
  const named = new Map(segments.map((segment) => [segment.id, segment.draft]));
  const vocabulary = { ...(await vocabularyOf(definitions, found.site)), segments: named };
  const sentence = (rule: Rule) => describe(rule, vocabulary);
  if (kind === 'segment') {
    const differ: Differ<Segment> = (before, after) =>
      changesBetween(before, after, { rule: sentence }).filter(({ what }) => what !== 'id');
    return rowsOf(await stored(definitions, 'segment', id), await versionsOf(db, site, { kind, id }), differ);
  }
  const words = { nameOf: (segment: string) => named.get(segment)?.name ?? segment, sentence };
  // All that a campaign is would be a long list, and says nothing of what changed.
  const differ: Differ<Campaign> = (before, after) =>
    before && after ? leafChanges(inWords(before, words), inWords(after, words)) : [];
  return rowsOf(await stored(definitions, 'campaign', id), await versionsOf(db, site, { kind, id }), differ);
}

async function stored<K extends VersionedKind>(definitions: Definitions, kind: K, id: string) {
  const definition = await definitions.get(kind, id);
  if (!definition) throw new ProblemError('not-found', `this site has no such ${kind}`);
  return definition;
}

function rowsOf<K extends VersionedKind, Definition>(
  {
    draft,
    published,
    revision,
  }: { draft: Definition & { name: string }; published: Definition | null; revision: number },
  versions: DefinitionVersion<K>[],
  differ: Differ<Definition>,
) {
  return {
    name: draft.name,
    revision,
    draft: differ(published, draft),
    versions: versions.map(({ version, at, by, definition }, index): VersionRow => {
      const before = versions[index + 1]?.definition ?? null;
      const changes = definition === null ? [] : differ(before as Definition | null, definition as Definition);
      return { version, at, by, isEnd: definition === null, changes };
    }),
  };
}

/** A campaign whose audience reads as a marketer says it. */
function inWords(
  { audience, ...campaign }: Campaign,
  { nameOf, sentence }: { nameOf: (segment: string) => string; sentence: (rule: Rule) => string },
): unknown {
  const { include, exclude, rule } = audience;
  return {
    ...campaign,
    audience: {
      'in any of': include.map(nameOf).join(', ') || undefined,
      'in none of': exclude.map(nameOf).join(', ') || undefined,
      rule: rule && sentence(rule),
    },
  };
}
