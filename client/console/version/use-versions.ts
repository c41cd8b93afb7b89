import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api.ts';

export type VersionedKind = 'segment' | 'campaign';

/** Versions of a segment or campaign, the newest first, and what its draft changes. */
export function useVersions(kind: VersionedKind, id: string) {
  return useQuery({
    queryKey: ['versions', kind, id],
    queryFn: () => answer(api[`${kind}s`][':id'].versions.$get({ param: { id } })),
  });
}

/** Makes what was published with a version the draft again. Rejects with `ApiError` where somebody saved meanwhile. */
export function restoreVersion(
  kind: VersionedKind,
  { id, version, revision }: { id: string; version: number; revision: number },
): Promise<unknown> {
  const restore = api[`${kind}s`][':id'].versions[':version{[0-9]{1,9}}'].restore;
  return answer(restore.$post({ param: { id, version: String(version) }, json: { revision } }));
}
