import { useQuery } from '@tanstack/react-query';
import type { Rule } from '../../../shared/rules/rule.ts';
import { smartSegments } from '../../../shared/smart/catalogue.ts';
import { answer, api } from '../api.ts';

/** Those that columns answer. What people did is counted when one is opened: it may have to be read from their history. */
const quick = smartSegments.filter(({ rule }) => isOfAttributes(rule));

/** How many people each smart segment matches now, by key; of those that are counted at once. */
export function useSmartSizes() {
  return useQuery({
    queryKey: ['smart-sizes'],
    queryFn: async ({ signal }) => {
      const rules = quick.map(({ rule }) => rule);
      const totals = rules.map(() => 0);
      let after: number | null = 0;
      while (after !== null) {
        const part: { sizes: { total: number }[]; next: number | null } = await answer(
          api.population.counts.$post({ json: { rules, after } }, { init: { signal } }),
        );
        for (const [index, { total }] of part.sizes.entries()) totals[index] = (totals[index] ?? 0) + total;
        after = part.next;
      }
      return new Map(quick.map(({ key }, index) => [key, totals[index] ?? 0]));
    },
    staleTime: 60_000,
    retry: false,
  });
}

function isOfAttributes(rule: Rule): boolean {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.rules.every(isOfAttributes);
  return rule.kind === 'attribute';
}
