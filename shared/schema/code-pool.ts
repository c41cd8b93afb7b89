import * as z from 'zod';
import { SegmentId } from './names.ts';

export const CodePoolId = z.string().regex(/^pool_[a-z0-9]{1,32}$/);

/** Upper case, as a customer may type it in any. */
export const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9._-]{1,63}$/, '2 to 64 letters, digits, dots, hyphens and underscores');

/** When and for whom the codes of a pool are good. */
export const CodePool = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** How often one code may be used, by whomever; absent: without end, as a shared code is. */
  perCode: z.int().min(1).max(1_000_000).optional(),
  /** How often one customer may use codes of the pool. */
  perCustomer: z.int().min(1).max(1_000).optional(),
  /** A code that was given to somebody is theirs alone. */
  personal: z.boolean().default(true),
  /** Epoch ms. */
  from: z.int().optional(),
  until: z.int().optional(),
  /** Of the order, major units of the site's currency. */
  minimum: z.number().positive().optional(),
  /** The customer has to be in one of these segments, and in none of those. */
  onlyFor: z.array(SegmentId).max(20).optional(),
  notFor: z.array(SegmentId).max(20).optional(),
});
export type CodePool = z.infer<typeof CodePool>;

/** Why a code does not count. */
export const codeRefusals = [
  'unknown code',
  'not yet',
  'over',
  'used up',
  'customer limit',
  'of somebody else',
  'below the minimum',
  'not for this customer',
] as const;
export type CodeRefusal = (typeof codeRefusals)[number];

export const maxCodesPerCall = 10_000;
