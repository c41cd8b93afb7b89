import * as z from 'zod';
import { ExchangeRate } from '../profile/exchange.ts';
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
  /** Where consent is handled otherwise, by country (ISO 3166-1 alpha-2); the first that names it counts. */
  consentRegions: z
    .array(
      z.strictObject({
        countries: z
          .array(z.string().regex(/^[A-Z]{2}$/))
          .min(1)
          .max(250),
        mode: ConsentMode,
      }),
    )
    .max(20)
    .optional(),
  /** How long people are kept: whoever was not heard of for so many days is erased, and history older than that goes. */
  retention: z
    .strictObject({
      profileDays: z.int().min(1).max(3_650).optional(),
      historyDays: z.int().min(30).max(3_650).optional(),
    })
    .optional(),
  /** Over all campaigns together. */
  caps: z.array(FrequencyCap).max(10),
  /** Share of visitors who never see any promotion. */
  holdoutPercent: z.number().min(0).max(90),
  /** What other currencies are worth in the site's, by day; an order in one without a rate has no amount. */
  exchangeRates: z.array(ExchangeRate).max(1_000).optional(),
  /** Values of `utm_source` that stand for influencers, folded. */
  influencers: z.array(z.string().min(1).max(100)).max(500).optional(),
  /** ISO 3166-1 alpha-2: phones typed without a country code are numbers of it, where the visitor's country is not known. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});
export type Site = z.infer<typeof Site>;

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text) && !/^(http:.*:80|https:.*:443)$/.test(text);
}
