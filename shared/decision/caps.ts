import type { CampaignHistory, Engagement } from '../profile/snapshot.ts';
import type { FrequencyCap } from '../schema/campaign.ts';
import type { CapLeft } from '../schema/protocol.ts';

const msPerDay = 86_400_000;
/** A session lasts a day at most. */
const sessionMs = msPerDay;

export interface CapMoment {
  now: number;
  /** The session a session cap counts in; empty when the batch does not say: then everything of the last day counts. */
  session: string;
}

/** What a cap still allows, and when time alone gives some of it back (`Infinity`: never). */
export interface CapState {
  left: number;
  until: number;
}

/** How much of a cap the histories under its scope have left; one campaign's history, or all of a site's. */
export function capState(cap: FrequencyCap, histories: readonly CampaignHistory[], moment: CapMoment): CapState {
  let used = 0;
  let until = Infinity;
  for (const { engagements } of histories) {
    const { total, latest } = engagements[cap.counts];
    if (cap.per.kind === 'lifetime') {
      used += total;
      continue;
    }
    for (const engagement of latest) {
      const leavesAt = leaving(cap, engagement, moment);
      if (leavesAt <= moment.now) continue;
      used += 1;
      until = Math.min(until, leavesAt);
    }
  }
  return { left: Math.max(0, cap.max - used), until };
}

/** Epoch ms at which an engagement stops counting: at once when it is of another session. */
function leaving(cap: FrequencyCap, [second, session]: Engagement, moment: CapMoment): number {
  switch (cap.per.kind) {
    case 'session':
      if (moment.session === '') return second * 1_000 + sessionMs;
      return session === moment.session ? Infinity : 0;
    case 'rolling':
      return second * 1_000 + cap.per.days * msPerDay + 1;
    case 'lifetime':
      return Infinity;
  }
}

const events = {
  shown: 'promotion_exposed',
  closed: 'promotion_closed',
  clicked: 'promotion_clicked',
  submitted: 'promotion_submitted',
} as const satisfies Record<FrequencyCap['counts'], CapLeft[0]>;

/** What several caps leave, the tightest of each event, and when time alone changes that. */
export function capsLeft(
  caps: readonly FrequencyCap[],
  histories: readonly CampaignHistory[],
  moment: CapMoment,
): { exhausted: boolean; left: CapLeft[]; until: number } {
  const left = new Map<CapLeft[0], number>();
  let until = Infinity;
  for (const cap of caps) {
    const state = capState(cap, histories, moment);
    until = Math.min(until, state.until);
    const event = events[cap.counts];
    left.set(event, Math.min(left.get(event) ?? Infinity, state.left));
  }
  return { exhausted: [...left.values()].includes(0), left: [...left], until };
}
