import { type ClientResponse, hc, type InferResponseType } from 'hono/client';
import type { Explanation } from '../../shared/rules/explain.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Campaign } from '../../shared/schema/campaign.ts';
import type { Problem } from '../../shared/schema/problem.ts';
import type { Segment } from '../../shared/schema/segment.ts';
// The one import across the sides, of types only: docs/decisions/0004-console-client.md.
import type { ConsoleRoutes } from '../../worker/routes/console/index.ts';

/** The console's API, typed by its routes. */
export const api = hc<ConsoleRoutes>('/api/console');

export type Session = InferResponseType<typeof api.session.$get, 200>;
export type SegmentRow = WithDraft<InferResponseType<typeof api.segments.$get, 200>['segments'][number], Segment>;
export type CampaignRow = WithDraft<InferResponseType<(typeof api.campaigns)[':id']['$get'], 200>, Campaign>;
export type CampaignListRow = WithDraft<
  InferResponseType<typeof api.campaigns.$get, 200>['campaigns'][number],
  Campaign
>;
/** A person with the values of attributes that were asked for. */
export type ListedProfile = InferResponseType<typeof api.profiles.$get, 200>['profiles'][number];
export type ProfileListRow = Omit<ListedProfile, 'attributes'>;
export type ProfilePage = InferResponseType<(typeof api.profiles)[':id']['$get'], 200>;
export type TimelineEvent = InferResponseType<(typeof api.profiles)[':id']['timeline']['$get'], 200>['events'][number];
export type ImportRow = InferResponseType<(typeof api.imports)[':id']['$get'], 200>;
export type Overview = InferResponseType<typeof api.overview.$get, 200>;
export type Publishing = InferResponseType<typeof api.publish.$get, 200>;

/** hono's JSON types end where a type holds itself, as rules do; a draft travels as it is. */
type WithDraft<Row, Draft> = Omit<Row, 'draft'> & { draft: Draft };

/** A refusal of the API, or no answer at all (status 0). */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** The body of a successful answer. Throws `ApiError` for every other one. */
export async function answer<Body>(request: Promise<ClientResponse<Body, number, string>>): Promise<Body> {
  const response = await request.catch(() => {
    throw new ApiError({ type: '/problems/offline', title: 'The server does not answer', status: 0 });
  });
  if (!response.ok) throw new ApiError(await problemOf(response));
  return (response.status === 204 ? null : await response.json()) as Body;
}

async function problemOf(response: Pick<Response, 'status' | 'text'>): Promise<Problem> {
  const fallback = { type: 'about:blank', title: `The server answered ${response.status}`, status: response.status };
  try {
    return { ...fallback, ...JSON.parse(await response.text()) };
  } catch {
    return fallback;
  }
}

export async function listSegments(): Promise<SegmentRow[]> {
  return (await answer(api.segments.$get())).segments as SegmentRow[];
}

export async function readSegment(id: string): Promise<SegmentRow> {
  return (await answer(api.segments[':id'].$get({ param: { id } }))) as SegmentRow;
}

export async function listCampaigns(): Promise<CampaignListRow[]> {
  return (await answer(api.campaigns.$get())).campaigns as CampaignListRow[];
}

export async function readCampaign(id: string): Promise<CampaignRow> {
  return (await answer(api.campaigns[':id'].$get({ param: { id } }))) as CampaignRow;
}

/** Rules nest, and so do their explanations. */
export async function explainProfile(id: string, segment: string): Promise<Explanation> {
  return (await answer(api.profiles[':id'].explain[':segment'].$get({ param: { id, segment } }))) as Explanation;
}

/** The same of a rule as it is typed. */
export async function explainDraft(rule: Rule, profile: string, signal: AbortSignal): Promise<Explanation> {
  const asked = api.population.explain.$post({ json: { rule, profile } }, { init: { signal } });
  return (await answer(asked)) as Explanation;
}
