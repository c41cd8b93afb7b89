import type { RuleTable } from './evaluation.ts';
import type { FactSlot } from './fact-slot.ts';
import { type LinkedPlans, unguarded } from './link-plans.ts';
import type { Moment } from './moment.ts';
import { PredicateAnswers } from './predicate-answers.ts';
import { holds } from './segment-plan.ts';
import { no, yes } from './truth.ts';

/** What segments answer for one visitor at one moment, by their places in the bundle; good until the next question. */
export interface SegmentAnswers {
  holds(segment: number): boolean;
  /** Epoch ms: before it, time alone does not change the answer. `Infinity` when time never does. */
  until(segment: number): number;
}

/** Beside `yes` or `no`: time alone changes it. */
const timed = 4;
/** Will be looked at. */
const queued = 8;

/** From such a share of all facts on, the others are going to be asked for as well. */
const mostFacts = 0.75;

/** From so many segments on it pays to look up which may hold, instead of asking each. */
const leastIndexed = 6;

/**
 * Answers all stored segments of a bundle at once. Predicates are shared: each is asked once, or not at all. Where there are many
 * segments, only those are looked at of which an access predicate holds.
 */
export class SegmentMatcher implements SegmentAnswers {
  private readonly answers: PredicateAnswers;
  private readonly firstTimed: number;
  private readonly code: Int32Array;
  private readonly starts: Int32Array;
  private readonly always: Int32Array;
  private readonly firstOf: Int32Array;
  private readonly places: Int32Array;
  private readonly guards: Int32Array;
  private readonly accessSlots: readonly FactSlot[];
  private readonly readsAll: boolean;
  private readonly otherAccess: readonly number[];
  /** By segment its place in the layout; the rest is by that. */
  private readonly placeOf: Int32Array;
  /** `yes` or `no`, with `timed` where `untils` says how long; 0 where it was not looked at, and does not hold. */
  private readonly truth: Uint8Array;
  private readonly untils: Float64Array;
  /** Places that are to be run, `waiting` of them. */
  private readonly queue: Int32Array;
  private waiting = 0;

  constructor(linked: LinkedPlans, table: RuleTable) {
    this.answers = new PredicateAnswers(linked.layout, table);
    this.firstTimed = linked.layout.firstTimed;
    this.code = linked.code;
    this.starts = linked.starts;
    this.always = linked.always;
    this.firstOf = linked.firstOf;
    this.places = linked.places;
    this.guards = linked.guards;
    this.accessSlots = linked.accessSlots;
    this.readsAll = linked.accessSlots.length > linked.layout.slots.length * mostFacts;
    this.otherAccess = linked.otherAccess;
    this.placeOf = new Int32Array(linked.order.length);
    linked.order.forEach((segment, place) => {
      this.placeOf[segment] = place;
    });
    this.truth = new Uint8Array(linked.order.length);
    this.untils = new Float64Array(linked.order.length);
    this.queue = new Int32Array(linked.order.length);
  }

  /** Which segments hold for these facts now. */
  match(moment: Moment): SegmentAnswers {
    const { answers, always, starts } = this;
    if (starts.length < leastIndexed) {
      answers.begin(moment);
      for (let place = 0; place < starts.length; place += 1) this.run(place);
      return this;
    }
    this.truth.fill(0);
    if (this.readsAll) answers.beginWithAll(moment);
    else {
      answers.begin(moment);
      for (const slot of this.accessSlots) answers.read(slot);
    }
    const { found, holding } = answers;
    for (let index = 0; index < always.length; index += 1) this.run(always[index] as number);
    this.waiting = 0;
    for (let index = 0; index < found; index += 1) this.letIn(holding[index] as number);
    for (const id of this.otherAccess) if (answers.ask(id) === yes) this.letIn(id);
    for (let index = 0; index < this.waiting; index += 1) this.run(this.queue[index] as number);
    return this;
  }

  holds(segment: number): boolean {
    return ((this.truth[this.placeOf[segment] as number] ?? 0) & yes) !== 0;
  }

  until(segment: number): number {
    const place = this.placeOf[segment] as number;
    return (this.truth[place] ?? 0) < timed ? Infinity : (this.untils[place] as number);
  }

  /** Queues the segments that are found by an access predicate that holds, but for those whose guard keeps them out. */
  private letIn(access: number): void {
    const { answers, guards, places, queue, truth } = this;
    const known = answers.truth;
    const end = this.firstOf[access + 1] as number;
    for (let index = this.firstOf[access] as number; index < end; index += 1) {
      const guard = guards[index] as number;
      const id = guard < 0 ? ~guard : guard;
      if (guard !== unguarded && (known[id] || answers.ask(id)) !== (guard < 0 ? no : yes)) continue;
      const place = places[index] as number;
      if (truth[place] === queued) continue;
      truth[place] = queued;
      queue[this.waiting] = place;
      this.waiting += 1;
    }
  }

  private run(place: number): void {
    const { answers, code, firstTimed } = this;
    const { truth } = answers;
    let at = this.starts[place] as number;
    let earliest = Infinity;
    while (at >= 0) {
      const id = code[at] as number;
      const answer = truth[id] || answers.ask(id);
      if (id >= firstTimed) {
        const until = answers.until(id);
        if (until < earliest) earliest = until;
      }
      at = code[at + answer] as number;
    }
    if (earliest === Infinity) {
      this.truth[place] = at === holds ? yes : no;
    } else {
      this.truth[place] = at === holds ? yes + timed : no + timed;
      this.untils[place] = earliest;
    }
  }
}
