import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api, type ListedProfile } from '../api.ts';

interface Asked {
  /** Only who has this id. */
  who: string | null;
  /** Only who fits. */
  rule: Rule | null;
  /** The `next` of the page before. */
  before: string | null;
  /** Names of attributes to be told of each. */
  attributes: string[];
}

export interface PeoplePage {
  profiles: ListedProfile[];
  next: string | null;
}

/** A page of people, newest first. */
export function usePeople(asked: Asked) {
  return useQuery({
    queryKey: ['profiles', 'page', JSON.stringify(asked)],
    queryFn: ({ signal }) => readPage(asked, signal),
    placeholderData: keepPreviousData,
  });
}

async function readPage({ who, rule, before, attributes }: Asked, signal: AbortSignal): Promise<PeoplePage> {
  const init = { init: { signal } };
  const from = before !== null && { before };
  if (rule === null || who !== null) {
    const names = attributes.length > 0 && { attributes: attributes.join() };
    return answer(api.profiles.$get({ query: { ...from, ...(who !== null && { who }), ...names } }, init));
  }
  const page = await answer(api.population.members.$post({ json: { rule, ...from, attributes } }, init));
  return { profiles: page.members, next: page.next };
}
