import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api.ts';

const refreshMs = 2_000;

export function useExports() {
  return useQuery({ queryKey: ['exports'], queryFn: async () => (await answer(api.exports.$get())).exports });
}

/** One export with its files; looks again while a file is being made. */
export function useExport(id: string) {
  return useQuery({
    queryKey: ['exports', id],
    queryFn: () => answer(api.exports[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => run.state === 'running') ? refreshMs : false),
  });
}

/** Makes every page that speaks of exports look again. */
export function useExportsChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['exports'] });
}
