import type { ProvenIdentity } from '../../../shared/profile/accepted-batch.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { currentNumbers, type IdentityOwner, ownersOf } from '../../stores/identities.ts';
import { profileId } from '../console/profile-rows.ts';

/** Whom a caller means: by our number, or by ids of the person. */
export interface PersonReference {
  n?: number;
  identities: ProvenIdentity[];
}

/** `ambiguous`: the ids belong to several profiles. */
export type Resolved =
  | { kind: 'known'; n: number }
  | { kind: 'unknown' }
  | { kind: 'ambiguous'; profiles: number[]; detail: string };

/**
 * Which profile each reference means. An id that was proven finds its profile. One that somebody only typed finds none, because
 * anybody can type it; with `acceptClaimed` it does where exactly one profile claims it and none has proven it.
 */
export async function resolvePeople(
  db: D1Database,
  site: SiteId,
  { references, acceptClaimed }: { references: readonly PersonReference[]; acceptClaimed: boolean },
): Promise<Resolved[]> {
  const owners = Map.groupBy(
    await ownersOf(
      db,
      site,
      references.flatMap(({ identities }) => identities),
    ),
    identityKey,
  );
  const ownerOf = (identity: ProvenIdentity): number | undefined => {
    const all: IdentityOwner[] = owners.get(identityKey(identity)) ?? [];
    const proven = all.find(({ level }) => level === 'verified');
    if (proven) return proven.n;
    return acceptClaimed && all.length === 1 ? all[0]?.n : undefined;
  };
  const numbers = references.flatMap(({ n }) => n ?? []);
  const current = (await currentNumbers(db, numbers)).values();
  return references.map(({ n, identities }): Resolved => {
    const named = n === undefined ? [] : [current.next().value as number];
    const found = new Set([...named, ...identities.flatMap((identity) => ownerOf(identity) ?? [])]);
    const [first, ...more] = found;
    if (first === undefined) return { kind: 'unknown' };
    if (more.length === 0) return { kind: 'known', n: first };
    const profiles = [...found];
    return {
      kind: 'ambiguous',
      profiles,
      detail: `these belong to ${profiles.map(profileId).join(' and ')}: merge them first`,
    };
  });
}

/** Equal ids have equal keys. */
export function identityKey({ kind, value }: ProvenIdentity): string {
  return `${kind}:${value}`;
}
