import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { useState } from 'react';
import { addInsights, type InsightUnit } from '../../../shared/insights/insights.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';

/** Insights of everybody who matches, with where the periods begin. */
export type SegmentInsights = Omit<InferResponseType<typeof api.population.insights.$post, 200>, 'next' | 'fraction'>;

/** Looks at everybody, part by part. Rejects with `ApiError`, or when aborted. */
async function gatherInsights(
  rule: Rule,
  { by, signal, onProgress }: { by: InsightUnit; signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<SegmentInsights> {
  const ask = (more: { after: number; asOf?: number }) =>
    answer(api.population.insights.$post({ json: { rule, by, ...more } }, { init: { signal } }));
  let part = await ask({ after: 0 });
  const { insights, asOf, periods, isUpperBound } = part;
  while (part.next !== null) {
    onProgress(part.fraction);
    part = await ask({ after: part.next, asOf });
    addInsights(insights, part.insights);
  }
  return { insights, asOf, periods, isUpperBound };
}

/** What those who match a rule (null: not known yet) have in common, and how far the looking is, 0 to 1. */
export function useInsights(rule: Rule | null, by: InsightUnit) {
  const [fraction, setFraction] = useState(0);
  const query = useQuery({
    queryKey: ['insights', JSON.stringify(rule), by],
    enabled: rule !== null,
    queryFn: ({ signal }) => {
      setFraction(0);
      return gatherInsights(rule as Rule, { by, signal, onProgress: setFraction });
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return { ...query, fraction };
}
