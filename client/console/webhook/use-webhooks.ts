import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api.ts';

export function useWebhooks() {
  return useQuery({ queryKey: ['webhooks'], queryFn: async () => (await answer(api.webhooks.$get())).webhooks });
}

/** A page of what a webhook was told, newest first; `before` as the page before it gave it. */
export function useDeliveries(id: string, before: number | null) {
  return useQuery({
    queryKey: ['webhooks', id, 'deliveries', before],
    queryFn: () =>
      answer(
        api.webhooks[':id'].deliveries.$get({
          param: { id },
          query: before === null ? {} : { before: String(before) },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Makes every page that speaks of webhooks look again. */
export function useWebhooksChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['webhooks'] });
}
