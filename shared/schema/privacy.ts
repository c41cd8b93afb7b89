import * as z from 'zod';
import { SiteId } from './names.ts';

/** `POST /v1/privacy`: a visitor asks for what is kept of them, or for its end. */
export const PrivacyRequest = z.strictObject({
  site: SiteId,
  /** As in `CollectRequest`. */
  seed: z.string().regex(/^[\w-]{22}$/),
  action: z.enum(['export', 'erase']),
  /** A fresh identity token: proves who asks. Without one only what nobody has proven to be theirs can be erased. */
  token: z.string().max(4_096).optional(),
});
export type PrivacyRequest = z.infer<typeof PrivacyRequest>;
