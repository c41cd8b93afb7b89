import { buildBundle } from '../../shared/publish/build-bundle.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Fault } from '../../shared/schema/problem.ts';
import { Bundles } from '../stores/bundles.ts';
import { Definitions } from '../stores/definitions.ts';
import { publishStatements } from '../stores/publications.ts';
import { readSite } from '../stores/sites.ts';
import { vocabularyOf } from './vocabulary.ts';

export type Published = { ok: true; version: number } | { ok: false; faults: Fault[] };

/**
 * Publishes every draft of a site as the next bundle: checks and compiles, writes the immutable KV copy, then makes the
 * version current in D1 in one transaction. Nothing changes when there are faults. Two people publishing at once make one
 * version after the other.
 */
export async function publish(
  { db, bundles }: { db: D1Database; bundles: KVNamespace },
  siteId: SiteId,
  { by, now }: { by: string; now: number },
): Promise<Published> {
  const found = await readSite(db, siteId);
  if (!found) throw new Error(`no site ${siteId}`);
  const { site, bundleVersion } = found;
  const store = new Bundles({ db, bundles });
  const definitions = new Definitions(db, siteId);
  const [segments, campaigns] = await Promise.all([definitions.list('segment'), definitions.list('campaign')]);

  const version = bundleVersion + 1;
  const built = buildBundle({
    site,
    version,
    segments: segments.map(({ ordinal, draft }) => ({ ordinal, definition: draft })),
    campaigns: campaigns.map(({ draft }) => draft),
    vocabulary: await vocabularyOf(definitions, site),
    previous: bundleVersion === 0 ? null : (await store.read(siteId, bundleVersion)).bundle,
  });
  if (!built.ok) return built;

  const body = JSON.stringify(built.bundle);
  await store.copyToEdge(siteId, version, body);
  await db.batch(publishStatements(db, { bundle: built.bundle, body, published: { by, now } }));
  return { ok: true, version };
}
