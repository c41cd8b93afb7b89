import { Badge } from '@mantine/core';
import type { Verdict } from '../../../shared/rules/explain.ts';
import { personWords } from './person-words.ts';

/** Whether a rule matches a person, in words. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const isYes = verdict === 'yes';
  return (
    <Badge variant={isYes ? 'filled' : 'outline'} color={isYes ? 'pine' : 'gray'} tt="none">
      {personWords.verdicts[verdict]}
    </Badge>
  );
}
