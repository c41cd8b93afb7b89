import * as z from 'zod';

/** Ids carry their kind as a prefix, so that one is never mistaken for another in a log or a URL. */
export type SiteId = string & { readonly __site: unique symbol };
export type VisitorId = string & { readonly __visitor: unique symbol };

export const SiteId = z
  .string()
  .regex(/^s_[a-z0-9]{1,32}$/)
  .transform((id) => id as SiteId);
export const SegmentId = z.string().regex(/^seg_[a-z0-9]{1,32}$/);
export const CampaignId = z.string().regex(/^cmp_[a-z0-9]{1,32}$/);

/** Names of attributes, events and properties: lower-case words joined by underscores, so `__proto__` is not one. */
export const namePattern = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
export const maxNameLength = 64;
export const Name = z.string().max(maxNameLength).regex(namePattern);
