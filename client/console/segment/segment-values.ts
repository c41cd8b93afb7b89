import { Segment } from '../../../shared/schema/segment.ts';
import { emptyTree } from '../rule/edit-tree.ts';
import { type GroupNode, treeOf, writeRule } from '../rule/rule-tree.ts';

export const SegmentDraft = Segment.omit({ id: true });
export type SegmentDraft = Omit<Segment, 'id'>;

/** A segment as its form holds it, beside the tree of its rule: an empty text stands for nothing. */
export interface SegmentValues {
  name: string;
  notes: string;
  tags: string[];
  exposedKey: string;
}

export function segmentValuesOf(draft: SegmentDraft | null): SegmentValues {
  return {
    name: draft?.name ?? '',
    notes: draft?.notes ?? '',
    tags: draft?.tags ?? [],
    exposedKey: draft?.exposedKey ?? '',
  };
}

export function segmentTreeOf(draft: SegmentDraft | null): GroupNode {
  return draft ? treeOf(draft.rule) : emptyTree();
}

export function segmentDraftOf({ name, notes, tags, exposedKey }: SegmentValues, tree: GroupNode): SegmentDraft {
  return {
    name: name.trim(),
    ...(notes.trim() !== '' && { notes: notes.trim() }),
    ...(tags.length > 0 && { tags }),
    rule: writeRule(tree).rule,
    ...(exposedKey.trim() !== '' && { exposedKey: exposedKey.trim() }),
  };
}
