import type { LinkedBundle } from '../rules/link.ts';
import type { Earlier } from './earlier.ts';
import { effectiveConsent } from './effective-consent.ts';
import { type FactRow, factRow } from './fact-row.ts';
import { type Facts, factsOf } from './facts-of.ts';
import { compareMemberships, evaluateChanged, type Membership, type Move, type SizeDelta } from './memberships.ts';
import { isIdentified, type Snapshot } from './snapshot.ts';
import { warmPart } from './warm-part.ts';

/** What follows from a profile's facts at one moment, and is stored beside them. */
export interface Settled {
  membership: Membership;
  /** Epoch ms, null when time alone moves nothing. */
  recheckAt: number | null;
  /** For `profile_facts`. */
  factRow: FactRow;
  deltas: SizeDelta[];
  moves: Move[];
}

/** A profile to be evaluated, and where it was; `before` null when it was not counted yet. */
export interface Unsettled {
  snapshot: Snapshot;
  before: Membership | null;
  /** Ordinals of the static segments it is a member of. */
  lists: readonly number[];
  /** Bundle version up to which its series are complete. */
  warm: number;
  /** What to go on from, where facts have changed since. */
  earlier?: Earlier | null;
}

interface Settling extends Omit<Settled, 'factRow'> {
  facts: Facts;
  factRow(): FactRow;
}

/** Evaluates the stored segments of a profile and compares with where it was. */
export function settle(unsettled: Unsettled, moment: { linked: LinkedBundle; now: number }): Settled {
  const { facts: _, factRow: row, ...settled } = settleWithoutFacts(unsettled, moment);
  return { ...settled, factRow: row() };
}

/** The same with the facts it went by, and the row of them made only when it is asked for: time alone does not change it. */
export function settleWithoutFacts(
  { snapshot, before, lists, warm, earlier = null }: Unsettled,
  { linked: whole, now }: { linked: LinkedBundle; now: number },
): Settling {
  const { version, facts: layout, purposes } = whole.bundle;
  const linked = warmPart(whole, warm);
  const isWarm = linked === whole;
  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked), lists);
  const { members, until } = evaluateChanged(linked, earlier, { facts, now });
  const identified = isIdentified(snapshot);
  const membership: Membership = { members, evaluated: version, warm: isWarm ? version : warm, identified };
  return {
    facts,
    membership,
    recheckAt: Number.isFinite(until) ? until : null,
    factRow() {
      const row = factRow(facts, { layout, purposes });
      return isWarm ? row : { ...row, plain: false };
    },
    ...compareMemberships(whole, before, membership),
  };
}
