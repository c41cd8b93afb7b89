import { fold } from '../rules/fold.ts';
import { namePattern } from '../schema/names.ts';
import { builtInAttributes } from './built-in-attributes.ts';
import { type IdentityKind, identityKinds, type Snapshot, type StoredAttribute } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** Attributes that forms and `identify` may not set: the server knows better. */
const reserved = new Set(
  builtInAttributes.filter((attribute) => attribute.writtenBy !== 'visitor').map((attribute) => attribute.name),
);

/** How many values one profile may carry; further names are dropped. */
export const maxAttributes = 200;
/** How many emails, phones and source ids one profile may carry, each. */
export const maxIdentitiesPerKind = 20;

/** Sets one value unless a later one is there already, in place. An empty text or list clears, and still takes part in "latest wins". */
export function setAttribute(snapshot: Snapshot, name: string, stored: StoredAttribute): void {
  const present = Object.hasOwn(snapshot.attributes, name) ? snapshot.attributes[name] : undefined;
  if (!present && Object.keys(snapshot.attributes).length >= maxAttributes) return;
  if (!present || compareStamps(present.at, stored.at) < 0) snapshot.attributes[name] = stored;
}

/** Writes what a visitor said of themselves; names that are malformed or reserved and values that are no value are passed over. */
export function writeVisitorAttributes(
  snapshot: Snapshot,
  fields: unknown,
  { at, closed }: { at: Stamp; closed: readonly string[] },
): void {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return;
  for (const [name, value] of Object.entries(fields)) {
    if (!namePattern.test(name) || reserved.has(name) || closed.includes(name) || !isAttributeValue(value)) continue;
    setAttribute(snapshot, name, { value, at });
    if (isIdentityKind(name) && typeof value === 'string') claimIdentity(snapshot, { kind: name, value, at });
  }
}

/** Longest address of RFC 5321, and then some. */
const maxIdentityLength = 320;
const maxListLength = 100;

function claimIdentity(snapshot: Snapshot, said: { kind: IdentityKind; value: string; at: Stamp }): void {
  const value = fold(said.value);
  if (value === '' || value.length > maxIdentityLength || (said.kind === 'email' && !/^\S+@\S+$/.test(value))) return;
  const known = snapshot.identities.find((identity) => identity.kind === said.kind && identity.value === value);
  if (known) {
    if (compareStamps(said.at, known.at) < 0) known.at = said.at;
  } else {
    const sameKind = snapshot.identities.filter((identity) => identity.kind === said.kind);
    if (sameKind.length >= maxIdentitiesPerKind) return;
    snapshot.identities.push({ kind: said.kind, value, level: 'claimed', at: said.at });
  }
  snapshot.identities.sort((a, b) => compareStamps(a.at, b.at) || (a.value < b.value ? -1 : 1));
}

function isIdentityKind(name: string): name is IdentityKind {
  return (identityKinds as readonly string[]).includes(name);
}

function isAttributeValue(value: unknown): value is StoredAttribute['value'] {
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return Array.isArray(value) && value.length <= maxListLength && value.every((entry) => typeof entry === 'string');
}
