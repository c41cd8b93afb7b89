import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Combination, combinationsOf, type Overlap } from '../../../shared/insights/combinations.ts';
import { answer, api } from '../api.ts';

interface FoundOverlap {
  /** Each segment by itself. */
  sizes: Map<string, Overlap>;
  combinations: Combination[];
  isUpperBound: boolean;
}

async function countOverlap(
  segments: string[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<FoundOverlap> {
  const ask = (after: number) =>
    answer(api.population.overlap.$post({ json: { segments, after } }, { init: { signal } }));
  let part = await ask(0);
  const { overlaps, isUpperBound } = part;
  while (part.next !== null) {
    onProgress(part.fraction);
    part = await ask(part.next);
    for (const [index, { total, identified }] of part.overlaps.entries()) {
      const sum = overlaps[index] as Overlap;
      sum.total += total;
      sum.identified += identified;
    }
  }
  const single = overlaps.filter((overlap) => overlap.segments.length === 1);
  return {
    sizes: new Map(single.map((overlap) => [overlap.segments[0] as string, overlap])),
    combinations: combinationsOf(segments, overlaps),
    isUpperBound,
  };
}

/** How two to four segments overlap, exactly; and how far the counting is, 0 to 1. */
export function useOverlap(segments: string[]) {
  const [fraction, setFraction] = useState(0);
  const query = useQuery({
    queryKey: ['overlap', segments],
    enabled: segments.length > 1,
    queryFn: ({ signal }) => {
      setFraction(0);
      return countOverlap(segments, { signal, onProgress: setFraction });
    },
    retry: false,
  });
  return { ...query, fraction };
}
