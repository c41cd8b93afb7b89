import { Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { describe } from '../../../shared/rules/describe.ts';
import { useVocabulary } from '../vocabulary.ts';
import { focusAfter } from './focus-after.ts';
import { GroupBox } from './group-box.tsx';
import { HistoryButtons } from './history-buttons.tsx';
import { RuleFaults } from './row-faults.tsx';
import { useRowNotes } from './row-notes.ts';
import { ruleWords } from './rule-words.ts';
import type { RuleDraft } from './use-rule-draft.ts';
import { useRuleKeys } from './use-rule-keys.ts';

interface RuleEditorProps {
  draft: RuleDraft;
  /** Between the sentence and the rows. */
  children?: ReactNode;
}

/** The rule as rows, with its sentence above, both saying the same. Faults stand beside their row; the focus goes where the work goes. */
export function RuleEditor({ draft, children }: RuleEditorProps) {
  const { tree, edit, lastEdit, rule, faults, isWhole } = draft;
  const vocabulary = useVocabulary();
  const faultNotes = useRowNotes(faults);
  const builder = useRef<HTMLDivElement>(null);
  useRuleKeys(builder, draft);

  /** The row that had the focus last. */
  const place = useRef<string | null>(null);
  const before = useRef(tree);
  // After a menu that closed has noted where the focus was: it gives the focus back unless it has gone elsewhere since.
  useEffect(() => {
    const key = lastEdit.current && focusAfter(before.current, tree, lastEdit.current);
    before.current = tree;
    lastEdit.current = null;
    if (key) focusFirstField(rowOf(builder.current, key));
    // An undo took away the row that had the focus.
    else if (document.activeElement === document.body && place.current && !rowOf(builder.current, place.current)) {
      builder.current?.querySelector<HTMLElement>('[data-history] button')?.focus();
    }
  }, [tree, lastEdit]);

  const sentence = useMemo(() => (isWhole ? describe(rule, vocabulary) : null), [isWhole, rule, vocabulary]);
  return (
    <Stack
      gap="sm"
      ref={builder}
      role="group"
      aria-label={ruleWords.builder}
      onFocus={({ target }) => {
        place.current = target.closest('[data-row]')?.getAttribute('data-row') ?? null;
      }}
    >
      <Group gap="sm" align="start" justify="end">
        <Text className="console-sentence" px="md" py="sm" flex="1 1 260px" miw={0} aria-live="polite">
          {sentence ?? ruleWords.unfinished}
        </Text>
        <HistoryButtons {...(draft.undo && { undo: draft.undo })} {...(draft.redo && { redo: draft.redo })} />
      </Group>
      {children}
      <RuleFaults value={faultNotes}>
        <GroupBox node={tree} edit={edit} vocabulary={vocabulary} />
      </RuleFaults>
    </Stack>
  );
}

function rowOf(builder: HTMLElement | null, key: string): Element | null {
  return builder?.querySelector(`[data-row="${key}"]`) ?? null;
}

/** Of a row its first field, of a group without rows its first button. */
function focusFirstField(row: Element | null): void {
  const field = row?.querySelector<HTMLElement>('input:not([type="hidden"]), select') ?? row?.querySelector('button');
  field?.focus();
}
