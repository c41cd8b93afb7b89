import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api, type ImportRow } from '../api.ts';
import { useSession } from '../queries.ts';

/** How soon to look again at an import that runs or is uploaded. A drive takes seconds by itself, unless somebody else is at it. */
const againMs = 400;

/** An import as it stands, driven on while it is watched, and how many rows a second are read since then. */
export function useImportRun(id: string) {
  const { user } = useSession();
  const first = useRef<{ rows: number; at: number } | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['import', id],
    queryFn: () => {
      const one = api.imports[':id'];
      // Viewers change nothing: for them the minute's job, or somebody else, drives it.
      return answer(user.role === 'viewer' ? one.$get({ param: { id } }) : one.drive.$post({ param: { id } }));
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? againMs : false),
    refetchIntervalInBackground: true,
  });
  if (data?.state === 'running') first.current ??= { rows: data.counts.rows, at: Date.now() };
  const begun = first.current;
  const rows = data && begun ? data.counts.rows - begun.rows : 0;
  const rate = begun && rows > 0 ? (rows * 1_000) / (Date.now() - begun.at) : null;
  return { row: data, rate, error, retry: refetch };
}

function isOpen({ state }: ImportRow): boolean {
  return state === 'uploading' || state === 'running';
}
