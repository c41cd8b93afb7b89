import * as z from 'zod';
import type { Residual } from '../rules/residual-shape.ts';
import type { Trigger } from './campaign.ts';
import { maxEventsPerBatch } from './limits.ts';
import { SiteId } from './names.ts';
import type { Promotion } from './promotion.ts';

/**
 * The wire between tag and Worker, told in `docs/protocol.md`. The envelope may differ between two sendings of one
 * batch; the batch itself is frozen bytes, placed last in the body.
 */

/** What the visitor agreed to: absent means not asked. */
export const ConsentState = z.strictObject({
  analytics: z.boolean().optional(),
  personalisation: z.boolean().optional(),
  marketing: z.boolean().optional(),
});
export type ConsentState = z.infer<typeof ConsentState>;

/** 128 bits or 64 bits in base64url without padding. */
const Seed = z.string().regex(/^[\w-]{22}$/);
const StreamId = z.string().regex(/^[\w-]{11}$/);

/** Events are checked one by one after this, so that one bad event does not lose its batch. */
export const Batch = z.strictObject({
  stream: StreamId,
  /** Counts up from 1 inside a stream; (stream, sequence) names the batch for good. */
  sequence: z.number().int().min(1).max(2_147_483_647),
  events: z.array(z.unknown()).max(maxEventsPerBatch),
  consent: ConsentState,
  /** Global Privacy Control, as the page reads it. */
  gpc: z.boolean(),
  /** BCP 47 language of the browser. */
  language: z.string().max(35),
});
export type Batch = z.infer<typeof Batch>;

export const CollectRequest = z.strictObject({
  site: SiteId,
  /** Made once by the tag; the visitor id is an HMAC of it, so a lost first reply does not make a second visitor. */
  seed: Seed,
  /** As last received. A token that does not verify is refused with 401. */
  token: z.string().max(200).optional(),
  /** Epoch ms by the browser's clock at this sending. */
  sentAt: z.number().int().nonnegative(),
  /** Signed by the console; asks for the reasons of refusals in the answer. */
  debug: z.string().max(200).optional(),
  batch: Batch,
});
export type CollectRequest = z.infer<typeof CollectRequest>;

/** Why an event was not kept. */
export interface Verdict {
  index: number;
  /** Fact, value, cure. */
  detail: string;
}

/** How many more of a promotion event may happen before the offer is capped. */
export type CapLeft = [
  event: 'promotion_exposed' | 'promotion_closed' | 'promotion_clicked' | 'promotion_submitted',
  left: number,
];

/** A promotion that may show when its audience completes and a trigger fires. Listed by priority, highest first. */
export interface Offer {
  campaign: string;
  variant: string;
  /** Absent: the audience holds already. */
  audience?: Residual;
  triggers: Trigger[];
  /** What its frequency caps leave before the next reply. */
  caps?: CapLeft[];
  /** Absent for control: the exposure is recorded and nothing is rendered. */
  promotion?: Promotion;
}

/** Stored with the batch and sent byte for byte again when the batch is re-sent: no clock, no token inside. */
export interface Reply {
  stream: string;
  sequence: number;
  rejected: Verdict[];
  /** Epoch ms after which time alone may have changed an answer; absent when it never does. */
  until?: number;
  /** Public keys of exposed segments: those that hold, and those that hold when the residual does. */
  segments: string[];
  maybe: [key: string, rule: Residual][];
  offers: Offer[];
  /** What the site's caps leave, all campaigns together. */
  caps?: CapLeft[];
}

/** Why a campaign is not offered, or an offer does not show. */
export const refusals = [
  'draft',
  'paused',
  'scheduled',
  'ended',
  'unsupported',
  'warming',
  'audience',
  'withheld',
  'campaign cap',
  'site cap',
  'holdout',
] as const;
export type Refusal = (typeof refusals)[number];

/** The body of a 200 from `POST /v1/collect`. */
export interface CollectResponse {
  token: string;
  /** Age of the stored reply; the tag ignores decisions older than five minutes. */
  ageMs: number;
  /** Only when the request carried a valid debug token. */
  refused?: { campaign: string; name: string; reason: Refusal }[];
  reply: Reply;
}

/** What `GET /t/SITE.js` tells the tag: public settings, nothing of any profile. */
export interface TagConfig {
  site: string;
  /** Origin of the Worker, no trailing slash. */
  host: string;
  consentMode: 'required' | 'implied' | 'off';
  currency: string;
  /** Path of the popup chunk, hash-named. */
  popup: string;
}

/** Decisions older than this are not acted on. */
export const maxDecisionAgeMs = 5 * 60_000;
