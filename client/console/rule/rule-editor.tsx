import { Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { describe } from '../../../shared/rules/describe.ts';
import { useVocabulary } from '../vocabulary.ts';
import type { TreeEdit } from './edit-tree.ts';
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
  const { tree, edit, rule, faults, isWhole } = draft;
  const vocabulary = useVocabulary();
  const faultNotes = useRowNotes(faults);
  const builder = useRef<HTMLDivElement>(null);
  useRuleKeys(builder, draft);

  const before = useRef({ tree, edit: null as TreeEdit | null });
  const editAndFollow = useCallback(
    (one: TreeEdit) => {
      before.current.edit = one;
      edit(one);
    },
    [edit],
  );
  // After a menu that closed has noted where the focus was: it gives the focus back unless it has gone elsewhere since.
  useEffect(() => {
    const { current } = before;
    const key = current.edit && focusAfter(current.tree, tree, current.edit);
    before.current = { tree, edit: null };
    if (key) focusFirstField(builder.current?.querySelector(`[data-row="${key}"]`));
  }, [tree]);

  const sentence = useMemo(() => (isWhole ? describe(rule, vocabulary) : null), [isWhole, rule, vocabulary]);
  return (
    <Stack gap="sm" ref={builder} role="group" aria-label={ruleWords.builder}>
      <Group gap="sm" align="start" justify="end">
        <Text className="console-sentence" px="md" py="sm" flex="1 1 260px" miw={0} aria-live="polite">
          {sentence ?? ruleWords.unfinished}
        </Text>
        <HistoryButtons {...(draft.undo && { undo: draft.undo })} {...(draft.redo && { redo: draft.redo })} />
      </Group>
      {children}
      <RuleFaults value={faultNotes}>
        <GroupBox node={tree} edit={editAndFollow} vocabulary={vocabulary} />
      </RuleFaults>
    </Stack>
  );
}

/** Of a row its first field, of a group without rows its first button. */
function focusFirstField(row: Element | null | undefined): void {
  const field = row?.querySelector<HTMLElement>('input:not([type="hidden"]), select') ?? row?.querySelector('button');
  field?.focus();
}
