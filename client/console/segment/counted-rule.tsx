import { Box, Button, Group, Stack } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { isUntouched } from '../rule/edit-tree.ts';
import { PartCounts } from '../rule/part-counts.tsx';
import { useRowNotes } from '../rule/row-notes.ts';
import { RowAnswers } from '../rule/row-verdict.tsx';
import { RuleEditor } from '../rule/rule-editor.tsx';
import type { GroupNode } from '../rule/rule-tree.ts';
import { useRuleDraft } from '../rule/use-rule-draft.ts';
import { ExplainDraft } from './explain-draft.tsx';
import { PeopleCount } from './people-count.tsx';
import { PeoplePreview } from './people-preview.tsx';
import { segmentWords } from './segment-words.ts';
import { TemplateChoice } from './template-choice.tsx';
import { useDraftAnswers } from './use-draft-answers.ts';
import { usePeopleCount } from './use-people-count.ts';

interface CountedRuleProps {
  /** To begin with; another one needs another `key`. */
  tree: GroupNode;
  onChange: (tree: GroupNode) => void;
}

/** The rule editor with who matches now, in all and by row, and why somebody does or does not. */
export const CountedRule = memo(function CountedRule({ tree, onChange }: CountedRuleProps) {
  const draft = useRuleDraft(tree, onChange);
  const { rule, keyAt, isWhole } = draft;
  const counting = usePeopleCount(isWhole ? rule : null);
  const [isShown, setShown] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const answers = useDraftAnswers(person, isWhole ? rule : null, keyAt);
  const { parts } = counting;
  const counts = useMemo(() => {
    const entries = [...(parts ?? [])].flatMap(([pointer, count]) => {
      const key = keyAt.get(pointer);
      return key === undefined ? [] : [[key, count] as const];
    });
    return new Map(entries);
  }, [parts, keyAt]);
  const countNotes = useRowNotes(counts);
  const answerNotes = useRowNotes(answers.byKey);

  return (
    <Stack gap="sm">
      <PartCounts value={countNotes}>
        <RowAnswers value={answerNotes}>
          <RuleEditor draft={draft}>
            <Group justify="space-between" align="start" gap="md">
              <Box flex="1 1 300px">
                <PeopleCount counting={counting} isWhole={isWhole} />
              </Box>
              <ExplainDraft person={person} onChoose={setPerson} answers={answers} isWhole={isWhole} />
            </Group>
            {isUntouched(draft.tree) && <TemplateChoice edit={draft.edit} />}
          </RuleEditor>
        </RowAnswers>
      </PartCounts>
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        aria-expanded={isShown}
        disabled={!isWhole}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? segmentWords.hidePeople : segmentWords.seePeople}
      </Button>
      {isShown && counting.counted && <PeoplePreview rule={counting.counted} />}
    </Stack>
  );
});
