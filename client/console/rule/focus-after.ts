import type { TreeEdit } from './edit-tree.ts';
import type { GroupNode, RuleNode } from './rule-tree.ts';

/**
 * The row or group that the work goes on in after an edit: what is new, else the one that took the place of what was removed, else
 * the one before it, else its group. Null where the focus may stay where it is.
 */
export function focusAfter(before: GroupNode, after: GroupNode, edit: TreeEdit): string | null {
  if (edit.kind === 'remove') return neighbourOf(before, edit.key);
  if (edit.kind === 'set' || edit.kind === 'move') return null;
  const known = new Set(keysOf(before));
  const made = keysOf(after).filter((key) => !known.has(key));
  // A group that was put around a row is new, and the row is what it was: go on in the row.
  return edit.kind === 'wrap' ? edit.key : (made[0] ?? null);
}

function neighbourOf(group: GroupNode, key: string): string | null {
  const at = group.children.findIndex((child) => child.key === key);
  if (at >= 0) return (group.children[at + 1] ?? group.children[at - 1] ?? group).key;
  for (const child of group.children) {
    const found = child.kind === 'group' ? neighbourOf(child, key) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Of rows and groups, in reading order; a group comes after what is in it, so that the first new key is a row's. */
function keysOf(node: RuleNode): string[] {
  return node.kind === 'group' ? [...node.children.flatMap(keysOf), node.key] : [node.key];
}
