import type { Event } from '../schema/event.ts';
import type { CampaignHistory, Engagement, Snapshot } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** Latest engagements kept of each kind; at least the largest `max` of a frequency cap, so that caps are exact. */
export const maxEngagements = 100;

const kinds = {
  promotion_exposed: 'shown',
  promotion_closed: 'closed',
  promotion_clicked: 'clicked',
  promotion_submitted: 'submitted',
} as const;

/** Records what happened to a promotion, once per decision, in place. */
export function recordEngagement(snapshot: Snapshot, event: Event, at: Stamp): void {
  const { campaign, variant, decision } = event.properties as Record<string, string>;
  const kind = kinds[event.name as keyof typeof kinds];
  if (!campaign || !variant || !decision) return;
  const history = historyOf(snapshot, campaign);
  // The arm is frozen by the earliest exposure, in whatever order the batches arrive.
  const { firstExposedAt } = history;
  const isFirst = firstExposedAt === null || compareStamps(at, firstExposedAt) < 0;
  if (kind === 'shown' && event.properties.unassigned !== true && isFirst) {
    history.firstExposedAt = at;
    history.variant = variant;
  }
  addEngagement(history.engagements[kind], [Math.floor(event.time / 1_000), event.session, decision]);
}

function addEngagement(counted: CampaignHistory['engagements']['shown'], engagement: Engagement): void {
  const [, , decision] = engagement;
  const twin = counted.latest.findIndex((known) => known[2] === decision);
  if (twin >= 0) {
    if (byTime(engagement, counted.latest[twin] as Engagement) < 0) counted.latest[twin] = engagement;
  } else {
    counted.total += 1;
    counted.latest.push(engagement);
  }
  counted.latest.sort(byTime);
  if (counted.latest.length > maxEngagements) counted.latest.shift();
}

/** Adds what the same person did with promotions under another profile, in place. */
export function addCampaigns(snapshot: Snapshot, others: Readonly<Snapshot['campaigns']>): void {
  for (const [campaign, other] of Object.entries(others)) {
    const history = historyOf(snapshot, campaign);
    const { firstExposedAt: theirs } = other;
    if (theirs && (history.firstExposedAt === null || compareStamps(theirs, history.firstExposedAt) < 0)) {
      history.firstExposedAt = theirs;
      history.variant = other.variant;
    }
    for (const kind of Object.values(kinds)) {
      const [counted, added] = [history.engagements[kind], other.engagements[kind]];
      for (const engagement of added.latest) addEngagement(counted, engagement);
      // Those that are no longer listed one by one.
      counted.total += added.total - added.latest.length;
    }
  }
}

function historyOf(snapshot: Snapshot, campaign: string): CampaignHistory {
  const known = Object.hasOwn(snapshot.campaigns, campaign) ? snapshot.campaigns[campaign] : undefined;
  if (known) return known;
  const none = () => ({ total: 0, latest: [] as Engagement[] });
  const history: CampaignHistory = {
    variant: null,
    firstExposedAt: null,
    engagements: { shown: none(), closed: none(), clicked: none(), submitted: none() },
  };
  snapshot.campaigns[campaign] = history;
  return history;
}

function byTime(a: Engagement, b: Engagement): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  const [left, right] = [`${a[2]} ${a[1]}`, `${b[2]} ${b[1]}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
