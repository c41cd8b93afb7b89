import { fold } from '../rules/fold.ts';
import { type Identity, type IdentityKind, identityKinds, type Snapshot } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** How many emails, phones and source ids one profile may carry, each. */
export const maxIdentitiesPerKind = 20;
/** Longest address of RFC 5321, and then some. */
const maxIdentityLength = 320;

/** What programs write where an id is missing, and what stands for nobody in particular. */
const generic = new Set(
  `0 -1 - -- none null nil undefined nan n/a na unknown anonymous anon guest visitor user customer test true false empty default
   id email phone name void [object object] (none) (null) ##### {{email}} {{id}} 00000000-0000-0000-0000-000000000000`
    .split(/\s+/)
    .concat('[object object]'),
);

/**
 * An id as it is stored and looked up, or null when it is none: an email as one folded address, a phone in E.164, a source id
 * folded. Refuses what programs write where an id is missing (`null`, `undefined`, `anonymous`, `[object Object]` …).
 */
export function identityValue(kind: IdentityKind, raw: unknown): string | null {
  if (typeof raw !== 'string' && typeof raw !== 'number') return null;
  const value = kind === 'phone' ? String(raw).replace(/[\s().-]/g, '') : fold(String(raw));
  if (value === '' || value.length > maxIdentityLength || generic.has(value)) return null;
  switch (kind) {
    case 'email':
      return isEmail(value) ? value : null;
    case 'phone':
      return /^\+[1-9]\d{5,14}$/.test(value) ? value : null;
    case 'source_id':
      return value;
  }
}

function isEmail(value: string): boolean {
  const [local, domain, ...more] = value.split('@');
  return more.length === 0 && !!local && !!domain && !/\s/.test(value) && !generic.has(local);
}

export function isIdentityKind(name: string): name is IdentityKind {
  return (identityKinds as readonly string[]).includes(name);
}

/**
 * Adds an id to a profile, in place. What was proven stays proven; a claim is never more than one. Keeps when each was first
 * said, oldest first; of more than `maxIdentitiesPerKind` claims the later ones are passed over.
 */
export function addIdentity(snapshot: Snapshot, said: Identity): void {
  const known = snapshot.identities.find(({ kind, value }) => kind === said.kind && value === said.value);
  if (known) {
    if (compareStamps(said.at, known.at) < 0) known.at = said.at;
    if (said.level === 'verified') known.level = 'verified';
  } else {
    const sameKind = snapshot.identities.filter(({ kind }) => kind === said.kind);
    if (sameKind.length >= maxIdentitiesPerKind) return;
    snapshot.identities.push({ ...said });
  }
  snapshot.identities.sort((a, b) => compareStamps(a.at, b.at) || (a.value < b.value ? -1 : 1));
}

/** What the visitor typed: claimed, if it is an id at all. */
export function claimIdentity(
  snapshot: Snapshot,
  { kind, value: raw, at }: { kind: IdentityKind; value: unknown; at: Stamp },
): void {
  const value = identityValue(kind, raw);
  if (value !== null) addIdentity(snapshot, { kind, value, level: 'claimed', at });
}
