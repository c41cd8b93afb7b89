import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api.ts';

export function useAttributes() {
  return useQuery({
    queryKey: ['attributes'],
    queryFn: async () => (await answer(api.attributes.$get())).attributes,
  });
}

export function useEvents() {
  return useQuery({ queryKey: ['events'], queryFn: async () => (await answer(api.events.$get())).events });
}

/** Makes every page that speaks of attributes and events look again. */
export function useSchemaChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['attributes', 'events', 'session', 'publish'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
}
