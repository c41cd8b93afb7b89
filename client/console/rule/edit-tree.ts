import { type ConditionNode, type GroupNode, newKey, type RuleNode } from './rule-tree.ts';

/** What can be done to a tree. Every edit makes a new tree and leaves the old one as it was. */
export type TreeEdit =
  | { kind: 'replace'; key: string; node: RuleNode }
  | { kind: 'add'; group: string; node: RuleNode }
  | { kind: 'remove'; key: string }
  | { kind: 'duplicate'; key: string }
  | { kind: 'wrap'; key: string }
  | { kind: 'move'; key: string; by: -1 | 1 };

/** Applies an edit; one that names no row of the tree, or moves beyond an end, changes nothing. */
export function editTree(root: GroupNode, edit: TreeEdit): GroupNode {
  if (edit.kind === 'replace' && edit.key === root.key && edit.node.kind === 'group') return edit.node;
  return { ...root, children: editChildren(root, edit) };
}

function editChildren(group: GroupNode, edit: TreeEdit): RuleNode[] {
  const children = group.children.map((child) =>
    child.kind === 'group' ? { ...child, children: editChildren(child, edit) } : child,
  );
  if (edit.kind === 'add') return group.key === edit.group ? [...children, edit.node] : children;
  const at = children.findIndex(({ key }) => key === edit.key);
  const found = children[at];
  if (!found) return children;
  switch (edit.kind) {
    case 'replace':
      return children.with(at, edit.node);
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
