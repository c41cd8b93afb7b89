import { Text, VisuallyHidden } from '@mantine/core';
import type { Verdict } from '../../../shared/rules/explain.ts';
import { personWords } from '../profile/person-words.ts';
import { rowNotes, useRowNote } from './row-notes.ts';

/** What a rule says of the person who is looked at, row by row. */
export interface RowAnswer {
  verdict: Verdict;
  /** What was found, in words; absent for a group. */
  found?: string;
}

/** By the key of the row or group; empty while nobody is looked at. */
export const RowAnswers = rowNotes<RowAnswer>();

/** ✓, ✗ or ? before a row. */
export function RowMark({ nodeKey }: { nodeKey: string }) {
  const answer = useRowNote(RowAnswers, nodeKey);
  if (!answer) return null;
  return (
    <Text size="sm" fw={700} className="console-mark" data-verdict={answer.verdict}>
      <span aria-hidden="true">{personWords.marks[answer.verdict]}</span>
      <VisuallyHidden>{personWords.verdictOf[answer.verdict]}</VisuallyHidden>
    </Text>
  );
}

/** What was found of the person, below the row. */
export function RowFound({ nodeKey }: { nodeKey: string }) {
  const found = useRowNote(RowAnswers, nodeKey)?.found;
  return found === undefined ? null : <Text size="sm">{found}</Text>;
}
