import type { FactValue } from '../rules/residual-shape.ts';
import type { Purpose } from '../schema/attribute.ts';
import type { ConsentState } from '../schema/protocol.ts';
import type { ConsentMode } from '../schema/site.ts';
import type { RfmGroup } from '../scoring/rfm.ts';
import { buyerScores } from '../scoring/scored.ts';
import { orderFacts } from './order-facts.ts';
import type { Series } from './series.ts';
import { type IdentityKind, identityKinds, type Snapshot } from './snapshot.ts';

/** Everything a rule may ask of a stored profile. One function makes it for every reader, so that consent holds everywhere. */
export interface Facts {
  attributes: Readonly<Record<string, FactValue>>;
  /** Epoch ms at which each attribute was last said, by its name; of the reducer's own, when what they rest on last happened. */
  saidAt: Readonly<Record<string, number>>;
  /** Where the visitor stands in percentages (`visitorHash`); absent until known. */
  hash?: number | undefined;
  /** Ordinals of the static segments that the profile is a member of. */
  lists: readonly number[];
  /** By measure id. */
  series: Readonly<Record<string, Series>>;
  /** May a fact of this purpose be used? What is withheld is absent. */
  allows(purpose: Purpose): boolean;
}

/** What the visitor lets be used, as it stands: the site's mode, the last word said, and Global Privacy Control. */
export interface EffectiveConsent {
  mode: ConsentMode;
  state: ConsentState;
  gpc: boolean;
}

/**
 * The stored facts of a profile under a consent; `lists` are the static segments it is a member of. Absent values have no key; an
 * empty text is absent.
 */
export function factsOf(snapshot: Snapshot, consent: EffectiveConsent, lists: readonly number[] = []): Facts {
  const attributes: Record<string, FactValue> = {};
  const saidAt: Record<string, number> = {};
  for (const [name, { value, at }] of Object.entries(snapshot.attributes)) {
    if (value === '') continue;
    attributes[name] = value;
    saidAt[name] = at[0];
  }
  addKept(attributes, snapshot);
  const orders = orderFacts(Object.values(snapshot.orders));
  Object.assign(attributes, orders);
  if (orders.order_count === 0) forgetScores(attributes);
  for (const kind of identityKinds) addIdentities(attributes, kind, snapshot);
  if (allows(consent, 'personalisation')) preferAddress(attributes, saidAt);
  for (const name of Object.keys(attributes)) {
    saidAt[name] ??= name in orders ? (orders.last_order ?? snapshot.lastSeenAt) : keptAt(name, snapshot);
  }
  return {
    attributes,
    saidAt,
    hash: snapshot.hash,
    lists,
    series: snapshot.series,
    allows: (purpose) => allows(consent, purpose),
  };
}

function addKept(attributes: Record<string, FactValue>, snapshot: Snapshot): void {
  if (snapshot.lastSeenAt > 0) {
    attributes.first_seen = snapshot.firstSeenAt;
    attributes.last_seen = snapshot.lastSeenAt;
    attributes.created ??= snapshot.firstSeenAt;
  }
  attributes.page_views = snapshot.pageViews;
  attributes.sessions = snapshot.sessions;
  attributes.time_on_site_seconds = Math.floor(snapshot.engagedMs / 1_000);
  if (snapshot.sources.length > 0) attributes.data_source = [...snapshot.sources];
  Object.assign(attributes, snapshot.counters);
  const devices = Object.entries(snapshot.devices);
  for (const [device, sessions] of devices) attributes[`${device}_sessions`] = sessions;
  // Of equal ones the first by name, so that it does not depend on which came first.
  const most = devices.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  if (most) attributes.preferred_device = most[0];
}

/** Every email, phone or source id of the person: one text, or as many as there are. */
function addIdentities(attributes: Record<string, FactValue>, kind: IdentityKind, { identities }: Snapshot): void {
  const said = attributes[kind];
  const values = new Set(typeof said === 'string' ? [said] : []);
  const folded = new Set([...values].map((value) => value.toLowerCase()));
  for (const identity of identities) {
    if (identity.kind === kind && !folded.has(identity.value)) values.add(identity.value);
  }
  if (values.size > 0) attributes[kind] = values.size === 1 ? ([...values][0] as string) : [...values];
}

/** Scores are of buyers; who has no order that counts (any more) is a prospect, and known to be at once. */
function forgetScores(attributes: Record<string, FactValue>): void {
  for (const name of buyerScores) delete attributes[name];
  attributes.rfm_group = 'prospect' satisfies RfmGroup;
}

const addressOf = {
  country: 'address_country',
  region: 'address_state',
  city: 'address_city',
  postal_code: 'address_postal_code',
} as const;

/** What the person gave as their address says more than where their request came from. */
function preferAddress(attributes: Record<string, FactValue>, saidAt: Record<string, number>): void {
  for (const [name, ofAddress] of Object.entries(addressOf)) {
    const value = attributes[ofAddress];
    if (value === undefined) continue;
    attributes[name] = value;
    saidAt[name] = saidAt[ofAddress] as number;
  }
}

function keptAt(name: string, snapshot: Snapshot): number {
  const isFirstOfAll = name === 'first_seen' || name === 'created';
  return isFirstOfAll ? snapshot.firstSeenAt : snapshot.lastSeenAt;
}

/** Global Privacy Control denies personalisation and marketing whatever else was said. */
export function allows({ mode, state, gpc }: EffectiveConsent, purpose: Purpose): boolean {
  if (purpose === 'necessary') return true;
  if (gpc && purpose !== 'analytics') return false;
  if (mode === 'off') return true;
  return state[purpose] ?? mode === 'implied';
}
