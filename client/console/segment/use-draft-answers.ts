import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Explained, Explanation } from '../../../shared/rules/explain.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { explainDraft } from '../api.ts';
import { personWords } from '../profile/person-words.ts';
import type { RowAnswer } from '../rule/row-verdict.tsx';

/** After the last change, as the count waits. */
const settleMs = 400;

/** What a rule as it is typed (null: not finished yet) says of a person (null: of nobody), in all and by row. */
export function useDraftAnswers(person: string | null, rule: Rule | null, keyAt: ReadonlyMap<string, string>) {
  const [text] = useDebouncedValue(
    useMemo(() => (rule === null ? null : JSON.stringify(rule)), [rule]),
    settleMs,
  );
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['profile', person, 'explain-draft', text],
    enabled: person !== null && text !== null,
    queryFn: ({ signal }) => explainDraft(JSON.parse(text as string) as Rule, person as string, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const explanation = person === null || isPlaceholderData || rule === null ? undefined : data;
  // The answers are of the rule a moment ago: its rows are at the same places unless the rule has changed since.
  const isCurrent = explanation !== undefined && text === JSON.stringify(rule);
  const byKey = useMemo(
    () => (explanation && isCurrent ? answersOf(explanation, keyAt) : new Map<string, RowAnswer>()),
    [explanation, isCurrent, keyAt],
  );
  return { explanation, byKey, error, refetch };
}

function answersOf({ root }: Explanation, keyAt: ReadonlyMap<string, string>): Map<string, RowAnswer> {
  const byKey = new Map<string, RowAnswer>();
  const visit = (part: Explained, excludedBy: Explained | null): void => {
    const key = keyAt.get((excludedBy ?? part).pointer);
    // A row that is excluded stands at the place of its exclusion, and answers as that does.
    if (key !== undefined && part.kind !== 'not') {
      byKey.set(key, {
        verdict: (excludedBy ?? part).verdict,
        ...(part.kind === 'condition' && { found: foundIn(part) }),
      });
    }
    if (part.kind === 'not') visit(part.parts[0] as Explained, part);
    else if (part.kind === 'all' || part.kind === 'any') for (const inner of part.parts) visit(inner, null);
  };
  visit(root, null);
  return byKey;
}

function foundIn({ side, actual, approximate }: Extract<Explained, { kind: 'condition' }>): string {
  const found = side === 'withheld' ? personWords.withheld : personWords.found(actual);
  return approximate ? `${found} ${personWords.approximate}` : found;
}
