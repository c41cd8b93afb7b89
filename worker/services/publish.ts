import { buildBundle } from '../../shared/publish/build-bundle.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Fault } from '../../shared/schema/problem.ts';
import { Bundles } from '../stores/bundles.ts';
import { type DefinitionKind, Definitions, type StoredDefinition } from '../stores/definitions.ts';
import { type Compiled, currentStatements, nextVersion, takeVersion } from '../stores/publications.ts';
import { readSite } from '../stores/sites.ts';
import { vocabularyOf } from './vocabulary.ts';

/** `overtaken`: somebody else published in the same moment; nothing of this one is in force. */
export type Published = { ok: true; version: number } | { ok: false; faults: Fault[] } | { ok: false; overtaken: true };

/**
 * Publishes every draft of a site as the next bundle: checks and compiles, takes a version in D1, writes its immutable KV
 * copy, then makes the version current. Nothing is in force before the last step, and nothing changes when there are faults.
 */
export async function publish(
  { db, bundles }: { db: D1Database; bundles: KVNamespace },
  siteId: SiteId,
  { by, now }: { by: string; now: number },
): Promise<Published> {
  const version = await nextVersion(db, siteId);
  const { built, segments, campaigns } = await build({ db, bundles }, siteId, version);
  if (!built.ok) return built;

  const body = JSON.stringify(built.bundle);
  if (!(await takeVersion(db, { bundle: built.bundle, body, published: { by, now } })))
    return { ok: false, overtaken: true };
  await new Bundles({ db, bundles }).copyToEdge(siteId, version, body);
  await db.batch(currentStatements(db, built.bundle, compiledOf(built.bundle, segments, campaigns)));
  return { ok: true, version };
}

/** What a publish would say now: what keeps the drafts from it, and what is odd about them; each with the name of its definition. */
export async function reviewDrafts(
  stores: { db: D1Database; bundles: KVNamespace },
  siteId: SiteId,
): Promise<{ faults: NamedFault[]; warnings: NamedFault[] }> {
  const { built, segments, campaigns } = await build(stores, siteId, await nextVersion(stores.db, siteId));
  const names = new Map([...segments, ...campaigns].map(({ id, draft }) => [id, draft.name]));
  const named = (fault: Fault): NamedFault => ({ ...fault, name: names.get(fault.pointer.split('/')[2] ?? '') ?? '' });
  return {
    faults: built.ok ? [] : built.faults.map(named),
    warnings: built.ok ? built.warnings.map(named) : [],
  };
}

/** A fault with the name of the definition that it is in; empty for one of the whole site. */
export type NamedFault = Fault & { name: string };

/** The bundle that the drafts make, nothing of it stored. */
async function build({ db, bundles }: { db: D1Database; bundles: KVNamespace }, siteId: SiteId, version: number) {
  const found = await readSite(db, siteId);
  if (!found) throw new Error(`no site ${siteId}`);
  const { site, bundleVersion } = found;
  const definitions = new Definitions(db, siteId);
  const [stored, campaigns] = await Promise.all([definitions.list('segment'), definitions.list('campaign')]);
  const segments = stored.filter(({ archivedAt }) => archivedAt === null);
  const previous = bundleVersion === 0 ? null : (await new Bundles({ db, bundles }).read(siteId, bundleVersion)).bundle;
  const built = buildBundle({
    site,
    version,
    segments: segments.map(({ ordinal, draft }) => ({ ordinal, definition: draft })),
    campaigns: campaigns.map(({ draft }) => draft),
    vocabulary: await vocabularyOf(definitions, site),
    previous,
  });
  return { built, segments, campaigns };
}

function compiledOf(
  { segments: compiled, version }: Bundle,
  segments: readonly StoredDefinition<'segment'>[],
  campaigns: readonly StoredDefinition<'campaign'>[],
): Compiled[] {
  const sinceOf = new Map(compiled.map(({ id, since }) => [id, since]));
  const one = (kind: DefinitionKind, { id, draft }: StoredDefinition<DefinitionKind>, since: number): Compiled => ({
    kind,
    id,
    text: JSON.stringify(draft),
    since,
  });
  return [
    ...segments.map((segment) => one('segment', segment, sinceOf.get(segment.id) ?? version)),
    ...campaigns.map((campaign) => one('campaign', campaign, version)),
  ];
}
