import type { ProvenIdentity } from '../../../shared/profile/accepted-batch.ts';
import type { ServerStatement } from '../../../shared/profile/write-step.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { identityKey, type PersonReference, type Resolved, resolvePeople } from './resolve.ts';

/** What the server says of one person. */
export interface PersonWrite {
  who: PersonReference;
  statement: ServerStatement;
}

export interface WriteOptions {
  /** Whether somebody unknown becomes a new profile or is passed over. */
  unknown: 'create' | 'skip';
  /** Ids that were only typed find their profile too (`resolvePeople`). */
  acceptClaimed: boolean;
  now: number;
}

/** What became of one write. */
export type WriteOutcome =
  | { kind: 'created' | 'updated'; n: number }
  | { kind: 'skipped'; detail: string }
  | { kind: 'refused'; detail: string };

/** One person of a chunk, with everything that is said of them in it. */
export interface Person {
  n: number | null;
  statement: ServerStatement | null;
  /** Of the writes that mean them. */
  places: number[];
}

/** The people that the writes without an outcome mean; writes that mean nobody get theirs here. */
export async function gather(
  db: D1Database,
  site: SiteId,
  { writes, outcomes }: { writes: readonly PersonWrite[]; outcomes: (WriteOutcome | undefined)[] },
  { unknown, acceptClaimed }: WriteOptions,
): Promise<Set<Person>> {
  const references = writes.map(({ who }) => who);
  const resolved = await resolvePeople(db, site, { references, acceptClaimed });
  const people = new Set<Person>();
  const known = new Map<string | number, Person>();
  writes.forEach(({ who, statement }, place) => {
    if (outcomes[place]) return;
    const one = resolved[place] as Resolved;
    if (one.kind === 'ambiguous') {
      outcomes[place] = { kind: 'refused', detail: one.detail };
      return;
    }
    // Somebody whom this chunk makes is known by each of their ids.
    const keys = one.kind === 'known' ? [one.n] : who.identities.map(identityKey);
    const before = keys.map((key) => known.get(key)).find(Boolean);
    if (!before && one.kind === 'unknown' && unknown === 'skip') {
      outcomes[place] = { kind: 'skipped', detail: 'nobody has this id' };
      return;
    }
    const person = before ?? { n: one.kind === 'known' ? one.n : null, statement: null, places: [] };
    person.places.push(place);
    person.statement = person.statement ? joined(person.statement, statement) : statement;
    people.add(person);
    for (const key of keys) known.set(key, person);
  });
  return people;
}

function joined(first: ServerStatement, second: ServerStatement): ServerStatement {
  return {
    events: [...first.events, ...second.events],
    proven: distinct([...first.proven, ...second.proven]),
    consent: { ...first.consent, ...second.consent },
    source: second.source,
    ...(first.tier === second.tier && first.tier !== undefined && { tier: first.tier }),
    eventIds: [...(first.eventIds ?? []), ...(second.eventIds ?? [])],
  };
}

function distinct(identities: readonly ProvenIdentity[]): ProvenIdentity[] {
  return [...new Map(identities.map((identity) => [identityKey(identity), identity])).values()];
}
