import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import type { TimelineKind } from '../../shared/profile/timeline-kinds.ts';
import { ApiError, answer, api, listCampaigns, listSegments, readCampaign, readSegment } from './api.ts';

/** What the server knows, under the key it is cached with. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  /** Null when nobody is signed in. */
  queryFn: () =>
    answer(api.session.$get()).catch((error: unknown) => {
      if (error instanceof ApiError && error.problem.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

/** The signed-in session; only below the shell, which asks for sign-in first. */
export function useSession() {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('signed out below the shell');
  return data;
}

/** While nobody was heard of: somebody who has just put the tag on a page looks here for it. */
const waitingRefreshMs = 3_000;

export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: () => answer(api.overview.$get()),
    refetchInterval: ({ state }) => (state.data?.steps.heard === false ? waitingRefreshMs : false),
  });
}

/** While people are still being counted for one of them, how far that is. */
const countingRefreshMs = 2_000;

export function useSegments() {
  return useQuery({
    queryKey: ['segments'],
    queryFn: listSegments,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ size }) => size.kind === 'counted' && size.counting) ? countingRefreshMs : false,
  });
}

export function useCampaigns({ enabled = true } = {}) {
  return useQuery({ queryKey: ['campaigns'], queryFn: listCampaigns, enabled });
}

/** One to edit: fetched anew each time, and never replaced under the hands of the editor. */
export function useSegment(id: string) {
  return useQuery({
    queryKey: ['segment', id],
    queryFn: () => readSegment(id),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useCampaign(id: string) {
  return useQuery({
    queryKey: ['campaign', id],
    queryFn: () => readCampaign(id),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** A page of people, newest first; with `who` only those who have this id. */
export function useProfiles({ before, who }: { before: string | null; who: string | null }) {
  const query = { ...(before !== null && { before }), ...(who !== null && { who }) };
  return useQuery({
    queryKey: ['profiles', before, who],
    queryFn: () => answer(api.profiles.$get({ query })),
    placeholderData: keepPreviousData,
  });
}

export function useProfile(id: string) {
  return useQuery({ queryKey: ['profile', id], queryFn: () => answer(api.profiles[':id'].$get({ param: { id } })) });
}

/** What somebody did, newest first; of some kinds where any are named. */
export function useTimeline(id: string, kinds: readonly TimelineKind[]) {
  return useInfiniteQuery({
    queryKey: ['timeline', id, kinds],
    queryFn: ({ pageParam }) =>
      answer(
        api.profiles[':id'].timeline.$get({
          param: { id },
          query: {
            ...(pageParam !== null && { before: pageParam }),
            ...(kinds.length > 0 && { kinds: kinds.join() }),
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function usePublishing() {
  return useQuery({ queryKey: ['publish'], queryFn: () => answer(api.publish.$get()) });
}

/** What the next publish would say; looked for while somebody looks at it. */
export function useReview(isShown: boolean) {
  return useQuery({
    queryKey: ['publish', 'review'],
    queryFn: () => answer(api.publish.review.$get()),
    enabled: isShown,
    staleTime: 0,
  });
}

export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.publish.$post()),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Makes lists and the publish button look again after a draft was saved. */
export function useDraftSaved() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['segments', 'campaigns', 'publish', 'overview', 'versions'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}
