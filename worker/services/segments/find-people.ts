import { fold } from '../../../shared/rules/fold.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { existingProfiles, profilesOfIdentifiers } from '../../stores/identities.ts';
import { profileNumber } from '../console/profile-rows.ts';

/** Profiles that were named, and the names that point to nobody, as they were given. */
export interface FoundPeople {
  numbers: number[];
  unknown: string[];
}

/**
 * People by profile id (`p_12`), email, phone or source id. An identifier that several profiles carry means all of them. Phones are
 * also found without the spaces, dots, brackets and hyphens that people write them with.
 */
export async function findPeople(db: D1Database, site: SiteId, names: readonly string[]): Promise<FoundPeople> {
  const spellings = new Map(names.map((name) => [name, spellingsOf(name)]));
  const numbered = [...spellings].flatMap(([, { number }]) => (number === null ? [] : [number]));
  const [profiles, identified] = await Promise.all([
    existingProfiles(db, site, numbered),
    profilesOfIdentifiers(db, site, [...new Set([...spellings.values()].flatMap(({ identifiers }) => identifiers))]),
  ]);
  const numbers = new Set<number>();
  const unknown: string[] = [];
  for (const [name, { number, identifiers }] of spellings) {
    const found = identifiers.flatMap((identifier) => identified.get(identifier) ?? []);
    if (number !== null && profiles.has(number)) found.push(number);
    for (const n of found) numbers.add(n);
    if (found.length === 0) unknown.push(name);
  }
  return { numbers: [...numbers], unknown };
}

function spellingsOf(name: string): { number: number | null; identifiers: string[] } {
  const folded = fold(name);
  const plain = folded.replace(/[\s().-]/g, '');
  return { number: profileNumber(folded), identifiers: /^\+?\d+$/.test(plain) ? [folded, plain] : [folded] };
}
