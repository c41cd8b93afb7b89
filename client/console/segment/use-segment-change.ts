import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDraftSaved } from '../queries.ts';

/** Does something to segments or their members, after which lists, pages and counts look again. */
export function useSegmentChange<Asked, Answered>(change: (asked: Asked) => Promise<Answered>) {
  const client = useQueryClient();
  const refreshLists = useDraftSaved();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([
        refreshLists(),
        ...['segment', 'segment-members', 'people-count', 'profile'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ]);
    },
  });
}
