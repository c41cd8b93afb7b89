import type { Campaign } from '../schema/campaign.ts';

/** Where a campaign stands in its life at a moment, and when that changes by itself (`Infinity`: never). */
export function scheduleState(
  { state, schedule }: Pick<Campaign, 'state' | 'schedule'>,
  now: number,
): { state: 'draft' | 'paused' | 'scheduled' | 'live' | 'ended'; until: number } {
  if (state !== 'live') return { state, until: Infinity };
  const { from = -Infinity, to = Infinity } = schedule;
  if (now < from) return { state: 'scheduled', until: from };
  if (now >= to) return { state: 'ended', until: Infinity };
  return { state: 'live', until: to };
}
