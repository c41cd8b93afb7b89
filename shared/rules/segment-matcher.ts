import type { RuleTable } from './evaluation.ts';
import type { FactSlot } from './fact-slot.ts';
import { fillBytes } from './fill-bytes.ts';
import type { LinkedPlans } from './link-plans.ts';
import type { Moment } from './moment.ts';
import { PredicateAnswers } from './predicate-answers.ts';
import { answerMask, ends, idShift, nextStep } from './step-code.ts';
import { no, yes } from './truth.ts';

/** What segments answer for one visitor at one moment, by their places in the bundle; good until the next question. */
export interface SegmentAnswers {
  holds(segment: number): boolean;
  /** Epoch ms: before it, time alone changes no answer. `Infinity` when time never does. */
  until: number;
}

/** Will be run. */
const queued = 4;

/** From such a share of all facts on, the others are going to be asked for as well. */
const mostFacts = 0.75;

/**
 * Answers all stored segments of a bundle at once. Predicates are shared: each is asked once, or not at all. Only those segments are run
 * that a fact finds by an access predicate, and their guard lets in. What is known already is looped over apart from what has to be asked:
 * after a call, a loop would look up all its arrays anew.
 */
export class SegmentMatcher implements SegmentAnswers {
  until = Infinity;
  private readonly linked: LinkedPlans;
  private readonly answers: PredicateAnswers;
  private readonly readsAll: boolean;
  /** By segment: `yes`, `no` or `queued`; 0 where it was not looked at, and does not hold. */
  private readonly truth: Uint8Array;
  /** Segments that are to be run. */
  private readonly queue: Int32Array;
  /** Entries and segments over a predicate that nobody has asked yet. */
  private readonly open: Int32Array;
  /** By predicate that time may flip: 1 where an answer rests on it. */
  private readonly asked: Uint8Array;

  constructor(linked: LinkedPlans, table: RuleTable) {
    const { accessSlots, entries, layout, starts } = linked;
    this.linked = linked;
    this.answers = new PredicateAnswers(layout, table);
    this.readsAll = accessSlots.length > layout.slots.length * mostFacts;
    this.truth = new Uint8Array(starts.length);
    this.queue = new Int32Array(starts.length);
    this.open = new Int32Array(Math.max(entries.length, starts.length));
    this.asked = new Uint8Array(layout.predicates.length);
  }

  /** Which segments hold for these facts now. */
  match(moment: Moment): SegmentAnswers {
    const { answers, asked, queue, truth } = this;
    const { accessSlots, always, layout, otherAccess } = this.linked;
    fillBytes(truth, 0, 0, truth.length);
    fillBytes(asked, 0, layout.firstTimed, asked.length);
    if (this.readsAll) answers.beginWithAll(moment);
    else {
      answers.begin(moment);
      for (let index = 0; index < accessSlots.length; index += 1) answers.read(accessSlots[index] as FactSlot);
    }
    for (let index = 0; index < otherAccess.length; index += 1) answers.ask(otherAccess[index] as number);
    this.run(queue, this.letIn());
    this.run(always, always.length);
    this.until = answers.nextTurn(asked);
    return this;
  }

  holds(segment: number): boolean {
    return this.truth[segment] === yes;
  }

  /** Queues the segments that facts have found, but for those whose guard keeps them out; answers how many. */
  private letIn(): number {
    const { open, queue, truth } = this;
    const { entries } = this.linked;
    const { found, foundEnd, truth: known } = this.answers;
    let waiting = 0;
    let unknown = 0;
    for (let range = 0; range < foundEnd; range += 2) {
      const to = found[range + 1] as number;
      for (let at = found[range] as number; at < to; at += 2) {
        const guard = entries[at + 1] as number;
        const answer = known[guard >> 2] as number;
        if (answer === 0) {
          open[unknown] = at;
          unknown += 1;
        } else if ((answer & guard) !== 0) {
          const segment = entries[at] as number;
          if (truth[segment] === queued) continue;
          truth[segment] = queued;
          queue[waiting] = segment;
          waiting += 1;
        }
      }
    }
    return unknown === 0 ? waiting : this.letInAsking(unknown, waiting);
  }

  private letInAsking(unknown: number, queuedBefore: number): number {
    const { answers, open, queue, truth } = this;
    const { entries } = this.linked;
    let waiting = queuedBefore;
    for (let index = 0; index < unknown; index += 1) {
      const at = open[index] as number;
      const guard = entries[at + 1] as number;
      const segment = entries[at] as number;
      const answer = answers.truth[guard >> 2] || answers.ask(guard >> 2);
      if (truth[segment] === queued || (answer & guard) === 0) continue;
      truth[segment] = queued;
      queue[waiting] = segment;
      waiting += 1;
    }
    return waiting;
  }

  private run(segments: Int32Array, count: number): void {
    const { asked, open, truth } = this;
    const { code, starts } = this.linked;
    const { truth: known } = this.answers;
    let unknown = 0;
    for (let index = 0; index < count; index += 1) {
      const segment = segments[index] as number;
      let at = starts[segment] as number;
      let step = code[at] as number;
      while ((step & answerMask) !== 0) {
        const id = step >>> idShift;
        const answer = known[id] as number;
        if (answer === 0) break;
        asked[id] = 1;
        at += nextStep(step, answer);
        step = code[at] as number;
      }
      truth[segment] = step === ends.holds ? yes : no;
      if ((step & answerMask) === 0) continue;
      open[unknown] = segment;
      unknown += 1;
    }
    for (let index = 0; index < unknown; index += 1) this.runAsking(open[index] as number);
  }

  private runAsking(segment: number): void {
    const { answers, asked } = this;
    const { code, starts } = this.linked;
    let at = starts[segment] as number;
    let step = code[at] as number;
    while ((step & answerMask) !== 0) {
      const id = step >>> idShift;
      asked[id] = 1;
      at += nextStep(step, answers.truth[id] || answers.ask(id));
      step = code[at] as number;
    }
    this.truth[segment] = step === ends.holds ? yes : no;
  }
}
