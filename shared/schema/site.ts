import * as z from 'zod';
import { FrequencyCap } from './campaign.ts';
import { SiteId } from './names.ts';

/** `required`: nothing happens before consent. `implied`: collect until refused. `off`: the owner answers for consent. */
export const ConsentMode = z.enum(['required', 'implied', 'off']);
export type ConsentMode = z.infer<typeof ConsentMode>;

/** Settings of a tenant. */
export const Site = z.strictObject({
  id: SiteId,
  name: z.string().trim().min(1).max(100),
  /** Origins whose pages may embed the tag, as browsers write them: `https://shop.example`, no path, no default port. */
  origins: z.array(z.string().refine(isOrigin, 'write it like https://shop.example')).max(100),
  /** IANA name; relative calendar dates are read in it. */
  timeZone: z.string().max(64),
  /** ISO 4217; money attributes and cart totals are in its minor units. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  consentMode: ConsentMode,
  /** Over all campaigns together. */
  caps: z.array(FrequencyCap).max(10),
  /** Share of visitors who never see any promotion. */
  holdoutPercent: z.number().min(0).max(90),
});
export type Site = z.infer<typeof Site>;

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text) && !/^(http:.*:80|https:.*:443)$/.test(text);
}
