import { Stack, Text } from '@mantine/core';
import { personWords } from '../profile/person-words.ts';
import { VerdictBadge } from '../profile/verdict-badge.tsx';
import { Failure } from '../shell/failure.tsx';
import { PersonPicker } from './person-picker.tsx';
import { segmentWords } from './segment-words.ts';
import type { useDraftAnswers } from './use-draft-answers.ts';

interface ExplainDraftProps {
  person: string | null;
  onChoose: (person: string | null) => void;
  answers: ReturnType<typeof useDraftAnswers>;
  isWhole: boolean;
}

/** Whom to look at, and whether the rule as it is typed matches them; the rows say why. */
export function ExplainDraft({ person, onChoose, answers, isWhole }: ExplainDraftProps) {
  const { explanation, error, refetch } = answers;
  return (
    <Stack gap={6} flex="0 1 420px" miw={0}>
      <PersonPicker person={person} onChoose={onChoose} />
      {error && person !== null && <Failure error={error} retry={refetch} />}
      {person !== null && !isWhole && (
        <Text size="sm" c="dimmed">
          {segmentWords.explain.whole}
        </Text>
      )}
      {explanation && (
        <div role="status">
          <VerdictBadge verdict={explanation.verdict} />
          {explanation.nearestMiss && (
            <Text size="sm">
              {personWords.nearest(explanation.nearestMiss.sentence, explanation.nearestMiss.change)}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
}
