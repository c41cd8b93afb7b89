import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '../../../shared/rules/rule.ts';
import { type CountProgress, countPeople } from './count-people.ts';

/** After the last change, so that typing a number asks once. */
const settleMs = 400;

/** Counts who matches a rule (null: not finished yet) a moment after it last changed; the number before stays until then. */
export function usePeopleCount(rule: Rule | null) {
  const [text] = useDebouncedValue(rule === null ? null : JSON.stringify(rule), settleMs);
  const [progress, setProgress] = useState<CountProgress | null>(null);
  const query = useQuery({
    queryKey: ['people-count', text],
    enabled: text !== null,
    queryFn: async ({ signal }) => {
      setProgress(null);
      return await countPeople(JSON.parse(text as string) as Rule, { signal, onProgress: setProgress });
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...query, progress: query.isFetching ? progress : null };
}
