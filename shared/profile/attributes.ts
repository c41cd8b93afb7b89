import { namePattern } from '../schema/names.ts';
import { builtInAttributes } from './built-in-attributes.ts';
import { claimIdentity, isIdentityKind } from './identity.ts';
import type { Snapshot, StoredAttribute } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

const writers = new Map(builtInAttributes.map(({ name, writtenBy }) => [name, writtenBy]));

const maxListLength = 100;

/** Sets one value unless a later one is there already, in place. An empty text or list clears, and still takes part in "latest wins". */
export function setAttribute(snapshot: Snapshot, name: string, stored: StoredAttribute): void {
  const present = Object.hasOwn(snapshot.attributes, name) ? snapshot.attributes[name] : undefined;
  if (!present || compareStamps(present.at, stored.at) < 0) snapshot.attributes[name] = stored;
}

/** Sets one value unless an earlier one is there already, in place. */
export function setFirst(snapshot: Snapshot, name: string, stored: StoredAttribute): void {
  const present = Object.hasOwn(snapshot.attributes, name) ? snapshot.attributes[name] : undefined;
  if (!present || compareStamps(stored.at, present.at) < 0) snapshot.attributes[name] = stored;
}

/** Attributes of the first session, where the earliest statement wins. */
export function isFirst(name: string): boolean {
  return name.startsWith('first_') && writers.get(name) === 'reducer';
}

/**
 * Writes what somebody said of a profile, in place: a visitor what visitors may, the server what is not for the reducer or the request
 * alone. Names that are malformed or reserved and values that are no value are passed over. An id that a visitor types is claimed;
 * the server's come with the batch (`proven`).
 */
export function writeAttributes(
  snapshot: Snapshot,
  fields: unknown,
  { at, closed, byServer }: { at: Stamp; closed: readonly string[]; byServer: boolean },
): void {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return;
  for (const [name, value] of Object.entries(fields)) {
    if (!namePattern.test(name) || !isAttributeValue(value)) continue;
    if (byServer ? !serverMayWrite(name) : !visitorMayWrite(name, closed)) continue;
    setAttribute(snapshot, name, { value, at });
    if (!byServer && isIdentityKind(name)) claimIdentity(snapshot, { kind: name, value, at });
  }
}

/** `closed`: attributes of the site's own that visitors may not write. */
function visitorMayWrite(name: string, closed: readonly string[]): boolean {
  return (writers.get(name) ?? 'visitor') === 'visitor' && !closed.includes(name);
}

/** Everything but what is computed or read from requests; `created` is the shop's own date where it tells one. */
export function serverMayWrite(name: string): boolean {
  const writer = writers.get(name) ?? 'server';
  return writer === 'visitor' || writer === 'server' || name === 'created';
}

function isAttributeValue(value: unknown): value is StoredAttribute['value'] {
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return Array.isArray(value) && value.length <= maxListLength && value.every((entry) => typeof entry === 'string');
}
