import type { ConsentState } from '../schema/protocol.ts';
import type { Series } from './series.ts';
import type { Stamp } from './stamp.ts';

/** One value of a profile, with when it was said: the latest wins. */
export interface StoredAttribute {
  value: string | number | string[];
  at: Stamp;
}

export const identityKinds = ['email', 'phone', 'source_id'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** An id that points to this person. *Claimed* was typed by the visitor, *verified* was proven. */
export interface Identity {
  kind: IdentityKind;
  /** Folded. */
  value: string;
  level: 'claimed' | 'verified';
  /** When it was first said. */
  at: Stamp;
}

/** An order that is neither is paid. */
export type OrderStatus = 'refunded' | 'cancelled';

export interface Order {
  /** When it was placed, as the statement that has the word says. */
  at: Stamp;
  /** Integer minor units of the site's currency, before refunds; 0 when it came in one that has no rate. */
  amountMinor: number;
  /** Of it, given back; absent when nothing was. */
  refundedMinor?: number;
  /** Absent: paid. */
  status?: OrderStatus;
  /** Epoch ms at which the shop's server last changed it; absent when only a page told of it. */
  said?: number;
  /** What the series of measures with filters or a property took of it, by measure id: given back when another statement gets the word. */
  counts?: Record<string, number[]>;
}

/** `[second, session, decision]`: one engagement with a promotion, counted once per decision. */
export type Engagement = readonly [second: number, session: string, decision: string];

/** What a visitor did with one campaign. */
export interface CampaignHistory {
  /** Frozen at the first exposure; null before it. */
  variant: string | null;
  firstExposedAt: Stamp | null;
  /** Latest `maxEngagements` of each, and how many there were in all. */
  engagements: Record<'shown' | 'closed' | 'clicked' | 'submitted', { total: number; latest: Engagement[] }>;
}

/** What a visitor allowed, as a batch said it. */
export interface SaidConsent {
  state: ConsentState;
  gpc: boolean;
  /** When it arrived. */
  at: Stamp;
}

/** Inclusive ranges of batch sequences that were applied, ascending; `lastTime` is the latest corrected event time. */
export interface StreamState {
  applied: [from: number, to: number][];
  lastTime: number;
  /** What its latest batch said. */
  consent: SaidConsent | null;
}

/** A profile: the fold of its batches. Everything in it is JSON. */
export interface Snapshot {
  format: 1;
  /** `visitorHash`: where the visitor stands in percentages. Absent until the first batch that brings it. */
  hash?: number;
  /** Epoch ms of the first and the latest event. */
  firstSeenAt: number;
  lastSeenAt: number;
  streams: Record<string, StreamState>;
  attributes: Record<string, StoredAttribute>;
  identities: Identity[];
  pageViews: number;
  sessions: number;
  engagedMs: number;
  /** Sessions by kind of device. */
  devices: Record<string, number>;
  /** What is added up without asking when: `redemptions`, `gift_card_spent`, … */
  counters: Record<string, number>;
  /** Where what is known came from, ascending: `web_widget`, `form`, `api`, `import`, … */
  sources: string[];
  /** By the shop's order id. */
  orders: Record<string, Order>;
  /** By measure id: occurrences that the rules count. */
  series: Record<string, Series>;
  campaigns: Record<string, CampaignHistory>;
  /** The last word over all streams. */
  consent: SaidConsent | null;
}

/** A profile of which nothing is known yet. */
export function emptySnapshot(): Snapshot {
  return {
    format: 1,
    firstSeenAt: Number.MAX_SAFE_INTEGER,
    lastSeenAt: 0,
    streams: {},
    attributes: {},
    identities: [],
    pageViews: 0,
    sessions: 0,
    engagedMs: 0,
    devices: {},
    counters: {},
    sources: [],
    orders: {},
    series: {},
    campaigns: {},
    consent: null,
  };
}

/** A stored snapshot; what an older one does not have yet is empty. */
export function parseSnapshot(text: string): Snapshot {
  return { ...emptySnapshot(), ...(JSON.parse(text) as Snapshot) };
}

/** Identified: at least one durable identifier, claimed or proven. */
export function isIdentified(snapshot: Snapshot): boolean {
  return snapshot.identities.length > 0;
}
