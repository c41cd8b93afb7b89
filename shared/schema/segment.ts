import * as z from 'zod';
import { Rule } from '../rules/rule.ts';
import { Name, SegmentId } from './names.ts';

/** *Dynamic*: who a rule matches. *List*: people named one by one, editable. *Snapshot*: those who matched at one moment. */
export const segmentKinds = ['dynamic', 'list', 'snapshot'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

export const maxTags = 20;
const isSet = (tags: readonly string[]) => new Set(tags).size === tags.length;

/** A named rule, as a marketer edits it; that of a list or snapshot is the one condition `list`. */
export const Segment = z.strictObject({
  id: SegmentId,
  name: z.string().trim().min(1).max(100),
  notes: z.string().max(1_000).optional(),
  /** Words of the marketers' own, to find it by. */
  tags: z.array(z.string().trim().min(1).max(40)).max(maxTags).refine(isSet, 'names a tag twice').optional(),
  /** Absent: dynamic. Never changes. */
  kind: z.enum(segmentKinds).optional(),
  rule: Rule,
  /** When set, the page learns whether the visitor is in the segment, by this key and nothing else. */
  exposedKey: Name.optional(),
});
export type Segment = z.infer<typeof Segment>;

/** A static segment holds at most so many people. */
export const maxListMembers = 20_000;

/** Of a static segment people are named, of a dynamic one described. */
export function isStatic({ kind = 'dynamic' }: Pick<Segment, 'kind'>): boolean {
  return kind !== 'dynamic';
}
