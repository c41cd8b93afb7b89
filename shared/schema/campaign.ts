import * as z from 'zod';
import { Rule } from '../rules/rule.ts';
import { CampaignId, Name, SegmentId } from './names.ts';
import { Promotion } from './promotion.ts';

/** When a matching visitor is asked: the first that fires wins. The audience is checked again at that moment. */
export const Trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('immediately') }),
  z.strictObject({ kind: z.literal('delay'), seconds: z.number().min(0).max(3_600) }),
  z.strictObject({ kind: z.literal('scroll'), percent: z.number().min(1).max(100) }),
  z.strictObject({ kind: z.literal('exitIntent') }),
  z.strictObject({ kind: z.literal('event'), event: Name }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** What a cap counts. */
export const capEvents = ['shown', 'closed', 'clicked', 'submitted'] as const;

/** "At most `max` times `counts` per `per`". `submitted` with `max: 1` reads "stop after submit". */
export const FrequencyCap = z.strictObject({
  counts: z.enum(capEvents),
  /** Profiles keep the latest 100 engagements of each kind (`maxEngagements`). */
  max: z.number().int().min(1).max(100),
  per: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('session') }),
    z.strictObject({ kind: z.literal('rolling'), days: z.number().int().min(1).max(365) }),
    z.strictObject({ kind: z.literal('lifetime') }),
  ]),
});
export type FrequencyCap = z.infer<typeof FrequencyCap>;

export const Variant = z.strictObject({
  key: Name,
  name: z.string().min(1).max(100),
  weight: z.number().int().min(0).max(1_000),
  promotion: Promotion,
});
export type Variant = z.infer<typeof Variant>;

export const Campaign = z.strictObject({
  id: CampaignId,
  name: z.string().trim().min(1).max(100),
  /** `scheduled` and `ended` follow from the schedule; these are what a person sets. */
  state: z.enum(['draft', 'live', 'paused']),
  /** Higher first when two could show. */
  priority: z.number().int().min(0).max(1_000),
  audience: z.strictObject({
    /** In any of these (all visitors when empty) … */
    include: z.array(SegmentId).max(50),
    /** … and in none of these … */
    exclude: z.array(SegmentId).max(50),
    /** … and this holds. */
    rule: Rule.optional(),
  }),
  triggers: z.array(Trigger).min(1).max(10),
  schedule: z.strictObject({
    /** Epoch ms, half-open [from, to). */
    from: z.number().int().optional(),
    to: z.number().int().optional(),
  }),
  caps: z.array(FrequencyCap).max(10),
  /** Share kept without the promotion, recorded at the moment it would have shown. */
  controlPercent: z.number().min(0).max(90),
  variants: z.array(Variant).min(1).max(10),
});
export type Campaign = z.infer<typeof Campaign>;
