import * as z from 'zod';
import { Name, SegmentId } from './names.ts';

/** A file of the people in a segment, made on request or by the clock. */
export const ExportSettings = z.strictObject({
  name: z.string().trim().min(1).max(100),
  segment: SegmentId,
  /** Columns, by attribute name; the profile id comes first. */
  attributes: z.array(Name).min(1).max(50),
  /** Only people of whom these are known. */
  required: z.array(Name).max(10).default([]),
  /** Everybody, or who entered the segment since the run before. */
  who: z.enum(['everyone', 'entered']).default('everyone'),
  /** By the clock of the site's zone; absent: on request only. */
  schedule: z
    .strictObject({
      every: z.enum(['day', 'week', 'month']),
      /** Minutes since midnight. */
      minute: z.int().min(0).max(1_439),
    })
    .optional(),
});
export type ExportSettings = z.infer<typeof ExportSettings>;
