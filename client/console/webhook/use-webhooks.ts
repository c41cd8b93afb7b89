import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api.ts';

export function useWebhooks() {
  return useQuery({ queryKey: ['webhooks'], queryFn: async () => (await answer(api.webhooks.$get())).webhooks });
}

/** A page of what a webhook was told, newest first; `after` is the `next` of the page before. */
export function useDeliveries(id: string, after: string | null) {
  return useQuery({
    queryKey: ['webhooks', id, 'deliveries', after],
    queryFn: () =>
      answer(
        api.webhooks[':id'].deliveries.$get({
          param: { id },
          query: after === null ? {} : { after },
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
