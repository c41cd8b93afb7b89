import type { FactValue } from '../rules/residual-shape.ts';
import type { Purpose } from '../schema/attribute.ts';
import type { ConsentState } from '../schema/protocol.ts';
import type { ConsentMode } from '../schema/site.ts';
import type { Series } from './series.ts';
import type { Snapshot } from './snapshot.ts';

/** Everything a rule may ask of a stored profile. One function makes it for every reader, so that consent holds everywhere. */
export interface Facts {
  attributes: Readonly<Record<string, FactValue>>;
  /** Epoch ms at which each attribute was last said, by its name; of the reducer's own, when what they rest on last happened. */
  saidAt: Readonly<Record<string, number>>;
  /** Where the visitor stands in percentages (`visitorHash`); absent until known. */
  hash?: number | undefined;
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

/** The stored facts of a profile under a consent. Absent values have no key; an empty text is absent. */
export function factsOf(snapshot: Snapshot, consent: EffectiveConsent): Facts {
  const attributes: Record<string, FactValue> = {};
  const saidAt: Record<string, number> = {};
  for (const [name, { value, at }] of Object.entries(snapshot.attributes)) {
    if (value === '') continue;
    attributes[name] = value;
    saidAt[name] = at[0];
  }
  if (snapshot.lastSeenAt > 0) {
    attributes.first_seen = snapshot.firstSeenAt;
    attributes.last_seen = snapshot.lastSeenAt;
  }
  attributes.page_views = snapshot.pageViews;
  attributes.sessions = snapshot.sessions;
  attributes.time_on_site_seconds = Math.floor(snapshot.engagedMs / 1_000);
  addOrders(attributes, snapshot);
  for (const name of Object.keys(attributes)) saidAt[name] ??= kept(name, attributes, snapshot);
  return {
    attributes,
    saidAt,
    hash: snapshot.hash,
    series: snapshot.series,
    allows: (purpose) => allows(consent, purpose),
  };
}

function kept(name: string, attributes: Record<string, FactValue>, snapshot: Snapshot): number {
  if (name === 'first_seen') return snapshot.firstSeenAt;
  const { last_order } = attributes;
  return name.includes('order') && typeof last_order === 'number' ? last_order : snapshot.lastSeenAt;
}

function addOrders(attributes: Record<string, FactValue>, snapshot: Snapshot): void {
  const orders = Object.values(snapshot.orders).sort((a, b) => a.at[0] - b.at[0]);
  const last = orders.at(-1);
  const totalMinor = orders.reduce((sum, order) => sum + order.amountMinor, 0);
  attributes.order_count = orders.length;
  attributes.order_total = totalMinor;
  if (!last) return;
  attributes.average_order = Math.round(totalMinor / orders.length);
  attributes.last_order = last.at[0];
  attributes.last_order_amount = last.amountMinor;
}

/** Global Privacy Control denies personalisation and marketing whatever else was said. */
export function allows({ mode, state, gpc }: EffectiveConsent, purpose: Purpose): boolean {
  if (purpose === 'necessary') return true;
  if (gpc && purpose !== 'analytics') return false;
  if (mode === 'off') return true;
  return state[purpose] ?? mode === 'implied';
}
