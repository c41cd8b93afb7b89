import * as z from 'zod';
import { SegmentId } from './names.ts';

/** What a site's own server can be told. */
export const webhookKinds = [
  'segment.entered',
  'segment.left',
  'profile.identified',
  'form.submitted',
  'order.updated',
  'export.finished',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export const WebhookSettings = z.strictObject({
  url: z.url().max(2_000),
  kinds: z.array(z.enum(webhookKinds)).min(1).max(webhookKinds.length),
  /** Of `segment.…`: these only; absent for all. */
  segments: z.array(SegmentId).min(1).max(100).optional(),
  paused: z.boolean().default(false),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;
