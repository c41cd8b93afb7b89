import type { DraftCondition } from './draft-condition.ts';
import { type ConditionNode, type GroupNode, newKey, type RuleNode } from './rule-tree.ts';

/** What can be done to a tree. Every edit makes a new tree and leaves the old one as it was. */
export type TreeEdit =
  /** What is said of a row or group; a condition is for a row, a mode for a group. */
  | { kind: 'set'; key: string; exclude?: boolean; mode?: GroupNode['mode']; condition?: DraftCondition }
  | { kind: 'add'; group: string; node: RuleNode }
  /** Behind the row with this key. */
  | { kind: 'follow'; key: string; node: RuleNode }
  | { kind: 'remove'; key: string }
  | { kind: 'duplicate'; key: string }
  | { kind: 'wrap'; key: string }
  | { kind: 'move'; key: string; by: -1 | 1 }
  /** Another rule in place of the whole tree, which keeps its own key. */
  | { kind: 'fill'; tree: GroupNode };

/**
 * Applies an edit; one that names no row of the tree, or moves beyond an end, changes nothing and answers the same tree. Rows
 * and groups that the edit does not reach are the same objects as before.
 */
export function editTree(root: GroupNode, edit: TreeEdit): GroupNode {
  if (edit.kind === 'fill') return { ...edit.tree, key: root.key };
  if (edit.kind === 'set' && edit.key === root.key) return setIn(root, edit) as GroupNode;
  return editGroup(root, edit);
}

function editGroup(group: GroupNode, edit: Exclude<TreeEdit, { kind: 'fill' }>): GroupNode {
  if (edit.kind === 'add' && edit.group === group.key) return { ...group, children: [...group.children, edit.node] };
  const key = edit.kind === 'add' ? edit.group : edit.key;
  const at = group.children.findIndex((child) => child.key === key);
  const found = group.children[at];
  if (found && edit.kind !== 'add') {
    const children = editChildren(group.children, at, edit);
    return children === group.children ? group : { ...group, children };
  }
  for (const [index, child] of group.children.entries()) {
    if (child.kind !== 'group') continue;
    const edited = editGroup(child, edit);
    if (edited !== child) return { ...group, children: group.children.with(index, edited) };
  }
  return group;
}

function editChildren(children: RuleNode[], at: number, edit: Exclude<TreeEdit, { kind: 'fill' | 'add' }>): RuleNode[] {
  const found = children[at] as RuleNode;
  switch (edit.kind) {
    case 'set':
      return children.with(at, setIn(found, edit));
    case 'follow':
      return children.toSpliced(at + 1, 0, edit.node);
    case 'remove':
      return children.toSpliced(at, 1);
    case 'duplicate':
      return children.toSpliced(at + 1, 0, copyOf(found));
    case 'wrap':
      return children.with(at, { kind: 'group', key: newKey(), exclude: false, mode: 'all', children: [found] });
    case 'move': {
      const to = at + edit.by;
      return to < 0 || to >= children.length ? children : children.toSpliced(at, 1).toSpliced(to, 0, found);
    }
  }
}

function setIn(
  node: RuleNode,
  { exclude = node.exclude, mode, condition }: Extract<TreeEdit, { kind: 'set' }>,
): RuleNode {
  return node.kind === 'group'
    ? { ...node, exclude, mode: mode ?? node.mode }
    : { ...node, exclude, condition: condition ?? node.condition };
}

function copyOf(node: RuleNode): RuleNode {
  if (node.kind === 'condition') return { ...node, key: newKey() };
  return { ...node, key: newKey(), children: node.children.map(copyOf) };
}

/** A row to start with: by far the most asked for is the number of page views. */
export function newCondition(): ConditionNode {
  const condition = { kind: 'attribute', attribute: 'page_views', operator: 'gte' } as const;
  return { kind: 'condition', key: newKey(), exclude: false, condition };
}

export function newGroup(): GroupNode {
  return { kind: 'group', key: newKey(), exclude: false, mode: 'any', children: [newCondition()] };
}

export function emptyTree(): GroupNode {
  return { kind: 'group', key: newKey(), exclude: false, mode: 'all', children: [newCondition()] };
}

/** Is this what `emptyTree` made, untouched? */
export function isUntouched({ exclude, mode, children: [only, ...others] }: GroupNode): boolean {
  if (exclude || mode !== 'all' || others.length > 0 || only?.kind !== 'condition' || only.exclude) return false;
  return JSON.stringify(only.condition) === JSON.stringify(newCondition().condition);
}
