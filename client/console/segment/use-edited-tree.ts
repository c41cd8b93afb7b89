import { useCallback, useRef, useState } from 'react';
import type { GroupNode } from '../rule/rule-tree.ts';

/**
 * The tree of a rule that a form saves. It lives beside the values of the form, which would copy all of it at each letter, and the form
 * is drawn again only when it begins or ends to differ from what is saved.
 */
export function useEditedTree(make: () => GroupNode) {
  const [first, setFirst] = useState(make);
  const [isChanged, setChanged] = useState(false);
  const trees = useRef({ current: first, sent: first, saved: first });
  const change = useCallback((tree: GroupNode) => {
    trees.current.current = tree;
    setChanged(tree !== trees.current.saved);
  }, []);
  return {
    /** What editing begins with; another one begins it anew. */
    first,
    isChanged,
    change,
    current: () => trees.current.current,
    /** The tree as it goes to the server. */
    send: () => {
      trees.current.sent = trees.current.current;
      return trees.current.sent;
    },
    /** What was sent is saved; what was typed since is not. */
    markSaved: () => {
      trees.current.saved = trees.current.sent;
      setChanged(trees.current.current !== trees.current.sent);
    },
    restart: (tree: GroupNode) => {
      trees.current = { current: tree, sent: tree, saved: tree };
      setFirst(tree);
      setChanged(false);
    },
  };
}
