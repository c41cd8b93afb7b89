import type { LinkedBundle } from '../rules/link.ts';
import type { BundleSegment } from '../schema/bundle.ts';
import type { Earlier } from './earlier.ts';
import type { Facts } from './facts-of.ts';
import { wholeSince } from './warm-part.ts';

/** What a profile's row says of its segments. */
export interface Membership {
  /** Ordinals of the stored segments it is in. */
  members: number[];
  /** Bundle version they were computed with. */
  evaluated: number;
  /** Bundle version up to which its series were complete: a segment that asks for a newer measure was not answered. */
  warm: number;
  identified: boolean;
}

/** How a segment's counter changes. */
export interface SizeDelta {
  ordinal: number;
  since: number;
  total: number;
  identified: number;
}

/** A profile entered or left a segment whose meaning had not changed. */
export interface Move {
  ordinal: number;
  entered: boolean;
}

/** Which stored segments hold for these facts, and when time alone may change one (epoch ms, `Infinity` never). */
export function evaluateSegments(
  linked: LinkedBundle,
  moment: { facts: Facts; now: number },
): { members: number[]; until: number } {
  const members: number[] = [];
  const answers = linked.matchSegments(moment);
  const { segments } = linked;
  for (let place = 0; place < segments.length; place += 1) {
    if (answers.holds(place)) members.push((segments[place] as BundleSegment).ordinal);
  }
  return { members, until: answers.until };
}

/** The same after a batch, from what held before it where that spares asking all; `until` may be earlier than need be. */
export function evaluateChanged(
  linked: LinkedBundle,
  earlier: Earlier | null,
  moment: { facts: Facts; now: number },
): { members: number[]; until: number } {
  return (earlier && linked.rematchSegments(earlier, moment)) ?? evaluateSegments(linked, moment);
}

/**
 * What changed between two evaluations of one profile (`before` null: it was not counted yet). A membership counts only if the
 * segment's meaning is no newer than the evaluation, and its measures were complete: otherwise its counter, kept under the new `since`,
 * has not seen it.
 */
export function compareMemberships(
  linked: LinkedBundle,
  before: Membership | null,
  after: Membership,
): { deltas: SizeDelta[]; moves: Move[] } {
  const deltas: SizeDelta[] = [];
  const moves: Move[] = [];
  const { bundle } = linked;
  const membersBefore = flagsOf(before?.members ?? []);
  const membersAfter = flagsOf(after.members);
  for (const { ordinal, since, live, program } of linked.segments) {
    if (live || (membersBefore[ordinal] !== 1 && membersAfter[ordinal] !== 1)) continue;
    // Nobody's segment is older than what it asks for.
    const wasCounted =
      before !== null &&
      since <= before.evaluated &&
      (before.warm >= before.evaluated || wholeSince(program, bundle) <= before.warm);
    const was = wasCounted && membersBefore[ordinal] === 1;
    const is = membersAfter[ordinal] === 1;
    const total = Number(is) - Number(was);
    const identified = Number(is && after.identified) - Number(was && before?.identified === true);
    if (total !== 0 || identified !== 0) deltas.push({ ordinal, since, total, identified });
    if (total !== 0 && (wasCounted || before === null)) moves.push({ ordinal, entered: is });
  }
  return { deltas, moves };
}

/** 1 at the ordinal of each member: the comparison is done for every profile of a walk. */
function flagsOf(members: readonly number[]): Uint8Array {
  const flags = new Uint8Array(Math.max(-1, ...members) + 1);
  for (const ordinal of members) flags[ordinal] = 1;
  return flags;
}
