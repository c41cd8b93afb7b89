import type { ProvenIdentity } from '../../../shared/profile/accepted-batch.ts';
import { readAttributeValue, type SaidValue } from '../../../shared/profile/attribute-value.ts';
import { serverMayWrite } from '../../../shared/profile/attributes.ts';
import { identityValue } from '../../../shared/profile/identity.ts';
import { toE164 } from '../../../shared/profile/phone.ts';
import { identityKinds } from '../../../shared/profile/snapshot.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { PropertyValue } from '../../../shared/schema/event.ts';
import type { Fault } from '../../../shared/schema/problem.ts';
import type { Identifiers, ProfileWrite } from '../../../shared/schema/server-api.ts';
import { profileNumber } from '../console/profile-rows.ts';
import type { PersonWrite } from './gather.ts';
import type { PersonReference } from './resolve.ts';

/** What is needed to read what somebody says of people. */
export interface Reading {
  vocabulary: Vocabulary;
  /** ISO 3166-1 alpha-2, for phones without a country code. */
  country?: string | undefined;
  /** For `data_source`. */
  source: string;
  /** Epoch ms. */
  now: number;
}

export type Read<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

/** Whom these ids mean, or which of them are none. */
export function readReference(
  identifiers: Identifiers,
  { country, pointer }: { country?: string | undefined; pointer: string },
): Read<PersonReference> {
  const faults: Fault[] = [];
  const identities: ProvenIdentity[] = [];
  for (const kind of identityKinds) {
    for (const raw of [identifiers[kind] ?? []].flat()) {
      const value = identityValue(kind, kind === 'phone' ? toE164(String(raw), country) : raw);
      if (value !== null) identities.push({ kind, value });
      else faults.push({ pointer: `${pointer}/${kind}`, detail: `"${raw}" is no ${kind.replace('_', ' ')}` });
    }
  }
  if (faults.length > 0) return { ok: false, faults };
  const n = identifiers.id === undefined ? null : profileNumber(identifiers.id);
  return { ok: true, value: { identities, ...(n !== null && { n }) } };
}

/** A statement about a person's ids, attributes and consent, ready to be written; or every fault in it, below `pointer`. */
export function readProfileWrite(write: ProfileWrite, reading: Reading, pointer = ''): Read<PersonWrite> {
  const who = readReference(write.identifiers, { country: reading.country, pointer: `${pointer}/identifiers` });
  const attributes = readAttributes(write.attributes ?? {}, reading, `${pointer}/attributes`);
  if (!who.ok || !attributes.ok) {
    return { ok: false, faults: [...(who.ok ? [] : who.faults), ...(attributes.ok ? [] : attributes.faults)] };
  }
  const said = Object.keys(attributes.value).length > 0;
  const identify = { name: 'identify', time: reading.now, session: '', properties: { attributes: attributes.value } };
  const statement = {
    events: said ? [identify] : [],
    proven: who.value.identities,
    consent: write.consent ?? {},
    source: reading.source,
  };
  return { ok: true, value: { who: who.value, statement } };
}

function readAttributes(
  said: Readonly<Record<string, SaidValue>>,
  { vocabulary, country }: Reading,
  pointer: string,
): Read<Record<string, PropertyValue>> {
  const faults: Fault[] = [];
  const values: Record<string, PropertyValue> = {};
  for (const [name, raw] of Object.entries(said)) {
    if (!serverMayWrite(name)) {
      faults.push({ pointer: `${pointer}/${name}`, detail: 'is computed from what the person does: leave it out' });
      continue;
    }
    const value = name === 'phone' && typeof raw === 'string' ? toE164(raw, country) : raw;
    const read = readAttributeValue(vocabulary.attributes.get(name), value);
    if (read.ok) values[name] = read.value;
    else faults.push({ pointer: `${pointer}/${name}`, detail: read.detail });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: values };
}
