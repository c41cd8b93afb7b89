import {
  type Dispatch,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Rule } from '../../../shared/rules/rule.ts';
import { useVocabulary } from '../vocabulary.ts';
import type { TreeEdit } from './edit-tree.ts';
import { ruleFaults } from './rule-faults.ts';
import { type GroupNode, writeRule } from './rule-tree.ts';
import { edited, historyOf, redone, type TreeHistory, undone } from './tree-history.ts';

/** A rule under the hands of a marketer. */
export interface RuleDraft {
  tree: GroupNode;
  edit: Dispatch<TreeEdit>;
  /** What was edited since the last drawing, for the focus to follow; null after an undo. */
  lastEdit: RefObject<TreeEdit | null>;
  /** Absent when there is no step to take back, or to take again. */
  undo?: () => void;
  redo?: () => void;
  /** Has the shape of a rule only when it is whole. May be a moment behind the tree while somebody types. */
  rule: Rule;
  /** Which row or group each JSON Pointer of `rule` belongs to. */
  keyAt: ReadonlyMap<string, string>;
  /** What is wrong, by the key of the row or group. */
  faults: ReadonlyMap<string, string[]>;
  isWhole: boolean;
}

/** Edits a tree, beginning with `initial`; another tree to begin with needs another `key` of the component. */
export function useRuleDraft(initial: GroupNode, onChange: (tree: GroupNode) => void): RuleDraft {
  const vocabulary = useVocabulary();
  const [history, setHistory] = useState(() => historyOf(initial));
  const latest = useRef({ history, onChange });
  useEffect(() => {
    latest.current = { history, onChange };
  });
  const change = useCallback((step: (history: TreeHistory) => TreeHistory) => {
    const { current } = latest;
    const next = step(current.history);
    if (next === current.history) return;
    // Two edits may come before the next drawing.
    current.history = next;
    setHistory(next);
    current.onChange(next.tree);
  }, []);
  const lastEdit = useRef<TreeEdit | null>(null);
  const edit = useCallback<Dispatch<TreeEdit>>(
    (one) => {
      lastEdit.current = one;
      change((before) => edited(before, one, performance.now()));
    },
    [change],
  );
  const step = useCallback(
    (next: typeof undone) => {
      lastEdit.current = null;
      change(next);
    },
    [change],
  );
  const undo = useCallback(() => step(undone), [step]);
  const redo = useCallback(() => step(redone), [step]);

  // What is typed is drawn first, what follows from it after.
  const settled = useDeferredValue(history.tree);
  const reading = useMemo(() => {
    const faults = ruleFaults(settled, vocabulary);
    return { ...writeRule(settled), faults, isWhole: faults.size === 0 };
  }, [settled, vocabulary]);

  return {
    tree: history.tree,
    edit,
    lastEdit,
    ...(history.past.length > 0 && { undo }),
    ...(history.future.length > 0 && { redo }),
    ...reading,
  };
}
