import * as z from 'zod';
import { Rule } from '../rules/rule.ts';
import { Name, SegmentId } from './names.ts';

/** A named rule, as a marketer edits it. */
export const Segment = z.strictObject({
  id: SegmentId,
  name: z.string().trim().min(1).max(100),
  notes: z.string().max(1_000).optional(),
  rule: Rule,
  /** When set, the page learns whether the visitor is in the segment, by this key and nothing else. */
  exposedKey: Name.optional(),
});
export type Segment = z.infer<typeof Segment>;
