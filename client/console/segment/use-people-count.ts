import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Rule } from '../../../shared/rules/rule.ts';
import { type CountProgress, countMoreParts, countPeople } from './count-people.ts';

/** After the last change, so that typing a number asks once. */
const settleMs = 400;

/** Counts who matches a rule (null: not finished yet) a moment after it last changed; the number before stays until then. */
export function usePeopleCount(rule: Rule | null) {
  const client = useQueryClient();
  const latest = useMemo(() => (rule === null ? null : JSON.stringify(rule)), [rule]);
  const [text] = useDebouncedValue(latest, settleMs);
  const [progress, setProgress] = useState<CountProgress | null>(null);
  const queryKey = ['people-count', text];
  const query = useQuery({
    queryKey,
    enabled: text !== null,
    queryFn: async ({ signal }) => {
      setProgress(null);
      return await countPeople(JSON.parse(text as string) as Rule, { signal, onProgress: setProgress });
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isCounted = query.data !== undefined && !query.isPlaceholderData && text !== null;
  const from = isCounted ? query.data.nextParts : null;
  const more = useQuery({
    queryKey: ['people-count-more', text],
    enabled: from !== null,
    queryFn: ({ signal }) => countMoreParts(JSON.parse(text as string) as Rule, from as number, signal),
    retry: false,
  });
  const parts = useMemo(
    () =>
      isCounted && latest === text ? new Map([...query.data.parts, ...(from === null ? [] : (more.data ?? []))]) : null,
    [isCounted, latest, text, query.data, from, more.data],
  );
  return {
    ...query,
    /** What each part of the rule as it is keeps; null while that is not known. Of a long rule the rest comes later. */
    parts,
    /** Are the rest of the parts still being counted? */
    isCountingParts: from !== null && more.isFetching,
    partsError: from === null ? null : more.error,
    retryParts: more.refetch,
    progress: query.isFetching ? progress : null,
    /** The rule that is counted. */
    counted: useMemo(() => (text === null ? null : (JSON.parse(text) as Rule)), [text]),
    /** Stops the count that goes on; `refetch` begins it anew. */
    cancel: () => client.cancelQueries({ queryKey }),
    /** Was it stopped, so that there is no number of this rule? */
    isStopped: text !== null && query.fetchStatus === 'idle' && query.status !== 'error' && query.isPlaceholderData,
  };
}
