import type { ProvenIdentity } from '../../shared/profile/accepted-batch.ts';
import { type Identity, type IdentityKind, identityKinds } from '../../shared/profile/snapshot.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** Profiles that identifiers (folded emails, phones, source ids) point to, by identifier; one may point to several. */
export async function profilesOfIdentifiers(
  db: D1Database,
  site: SiteId,
  values: readonly string[],
): Promise<Map<string, number[]>> {
  if (values.length === 0) return new Map();
  const { results } = await db
    .prepare(
      `SELECT given.value, i.n FROM json_each(?2) AS given
       JOIN identities i ON i.site = ?1 AND i.kind IN (SELECT value FROM json_each(?3)) AND i.value = given.value`,
    )
    .bind(site, JSON.stringify(values), JSON.stringify(identityKinds))
    .all<{ value: string; n: number }>();
  const found = new Map<string, number[]>();
  for (const { value, n } of results) found.set(value, [...(found.get(value) ?? []), n]);
  return found;
}

/** Those of these numbers that are profiles of the site. */
export async function existingProfiles(db: D1Database, site: SiteId, numbers: readonly number[]): Promise<Set<number>> {
  if (numbers.length === 0) return new Set();
  const { results } = await db
    .prepare(`SELECT f.n FROM json_each(?2) AS given JOIN profile_facts f ON f.n = given.value AND f.site = ?1`)
    .bind(site, JSON.stringify(numbers))
    .all<{ n: number }>();
  return new Set(results.map(({ n }) => n));
}

/** A profile that an id points to. */
export interface IdentityOwner {
  kind: IdentityKind;
  value: string;
  n: number;
  level: Identity['level'];
}

/** Every profile of a site that one of these ids points to. */
export async function ownersOf(
  db: D1Database,
  site: SiteId,
  identities: readonly ProvenIdentity[],
): Promise<IdentityOwner[]> {
  if (identities.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT i.kind, i.value, i.n, i.level FROM (SELECT DISTINCT value ->> 0 AS kind, value ->> 1 AS value FROM json_each(?2)) AS w
       JOIN identities i ON i.site = ?1 AND i.kind = w.kind AND i.value = w.value`,
    )
    .bind(site, JSON.stringify(identities.map(({ kind, value }) => [kind, value])))
    .all<IdentityOwner>();
  return results;
}

/** The profiles that numbers stand for now, in their order: their own, or the ones they were merged into. */
export async function currentNumbers(db: D1Database, numbers: readonly number[]): Promise<number[]> {
  if (numbers.length === 0) return [];
  const { results } = await db
    .prepare('SELECT n, into_n AS current FROM profile_aliases WHERE n IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(numbers))
    .all<{ n: number; current: number }>();
  const aliases = new Map(results.map(({ n, current }) => [n, current]));
  return numbers.map((n) => aliases.get(n) ?? n);
}
