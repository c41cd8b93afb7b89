import { type RefObject, useEffect } from 'react';
import type { RuleDraft } from './use-rule-draft.ts';

/**
 * Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) step through the rule, wherever the focus is: in a field of the builder too, whose text is part
 * of the rule. A text field beside the builder keeps its own undo.
 */
export function useRuleKeys(
  builder: RefObject<HTMLElement | null>,
  { undo, redo }: Pick<RuleDraft, 'undo' | 'redo'>,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || ownsUndo(event.target, builder.current)) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!isRedo && key !== 'z') return;
      event.preventDefault();
      (isRedo ? redo : undo)?.();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [builder, undo, redo]);
}

function ownsUndo(target: EventTarget | null, builder: HTMLElement | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea') && !builder?.contains(target);
}
