import { editTree, type TreeEdit } from './edit-tree.ts';
import type { GroupNode } from './rule-tree.ts';

/** A tree under edit with what it was and what was undone. */
export interface TreeHistory {
  tree: GroupNode;
  /** Oldest first. */
  past: readonly GroupNode[];
  /** Next first. */
  future: readonly GroupNode[];
  /** The row that was changed last, and when (ms); null after anything else. */
  last: { key: string; at: number } | null;
}

/** Changes of one row that follow each other so closely are one step: what is typed in one go. */
export const stepPauseMs = 1_000;

const maxSteps = 200;

export function historyOf(tree: GroupNode): TreeHistory {
  return { tree, past: [], future: [], last: null };
}

/** The history after an edit at a moment (ms); an edit that changes nothing is no step. */
export function edited(history: TreeHistory, edit: TreeEdit, at: number): TreeHistory {
  const tree = editTree(history.tree, edit);
  if (tree === history.tree) return history;
  const key = edit.kind === 'set' ? edit.key : null;
  const { last, past } = history;
  const goesOn = key !== null && last?.key === key && at - last.at < stepPauseMs;
  return {
    tree,
    past: goesOn ? past : [...past, history.tree].slice(-maxSteps),
    future: [],
    last: key === null ? null : { key, at },
  };
}

/** One step back; the same history when there is none. */
export function undone({ tree, past, future, ...rest }: TreeHistory): TreeHistory {
  const before = past.at(-1);
  if (!before) return { tree, past, future, ...rest };
  return { tree: before, past: past.slice(0, -1), future: [tree, ...future], last: null };
}

/** The step that was undone last, again; the same history when there is none. */
export function redone({ tree, past, future, ...rest }: TreeHistory): TreeHistory {
  const [next, ...others] = future;
  if (!next) return { tree, past, future, ...rest };
  return { tree: next, past: [...past, tree], future: others, last: null };
}
