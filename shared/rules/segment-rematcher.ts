import type { Facts } from '../profile/facts-of.ts';
import { type AskedFact, askedFacts, changedFacts } from './asked-facts.ts';
import type { RuleTable } from './evaluation.ts';
import { type FactSlot, isTimed } from './fact-slot.ts';
import type { LinkedPlans, PlannedSegment } from './link-plans.ts';
import { LonePredicates } from './lone-predicates.ts';
import type { Moment } from './moment.ts';
import { PredicateAnswers } from './predicate-answers.ts';
import { type RestingPlans, type Rows, restingPlans, unguarded } from './resting-plans.ts';
import { answerMask, ends, idShift, nextStep } from './step-code.ts';
import { yes } from './truth.ts';

/** What all segments answered of the facts as they were: it stands until the moment `until` as far as time goes. */
export interface EarlierAnswers {
  facts: Facts;
  /** Places in the bundle of the segments that held. */
  holding: Iterable<number>;
  /** Epoch ms. */
  until: number;
}

/** What a change of facts changes. */
export interface Rematched {
  /** Places of the segments that hold now and did not, or the other way round. */
  turned: number[];
  /** Epoch ms: before it, time alone changes no answer of the bundle. Earlier than a full run would say, perhaps; later, never. */
  until: number;
}

/**
 * Answers all stored segments after some facts have changed, from what they answered before: only those over a predicate that turned are
 * run. A predicate is asked of the facts as they were and as they are, both now, so that no answers need to be kept.
 */
export class SegmentRematcher {
  readonly asked: readonly AskedFact[];
  private readonly plans: RestingPlans;
  /** Facts that changed are read as a whole, as they were and as they are; of all others a few predicates are asked. */
  private readonly before: PredicateAnswers;
  private readonly after: PredicateAnswers;
  private readonly lone: LonePredicates;
  /** By segment: did it hold? */
  private readonly held: Uint8Array;
  /** By segment: the question for which it was run. */
  private readonly runFor: Uint32Array;
  private question = 0;
  private until = Infinity;
  private turned: number[] = [];

  constructor(segments: readonly PlannedSegment[], plans: LinkedPlans, table: RuleTable) {
    const { layout } = plans;
    this.plans = restingPlans(segments, plans);
    this.asked = askedFacts(layout);
    this.before = new PredicateAnswers(layout, table);
    this.after = new PredicateAnswers(layout, table);
    this.lone = new LonePredicates(layout, table, this.after);
    this.held = new Uint8Array(segments.length);
    this.runFor = new Uint32Array(segments.length);
  }

  /** Null when all are to be asked: time has moved on too far, or what consent allows has changed. */
  rematch(earlier: EarlierAnswers, moment: Moment): Rematched | null {
    if (moment.now >= earlier.until) return null;
    const changed = changedFacts(this.asked, earlier.facts, moment.facts);
    return changed && this.rematchOver(changed, earlier, moment);
  }

  /** The same where it is known what has changed. */
  rematchOver(changed: readonly AskedFact[], { facts, holding, until }: EarlierAnswers, moment: Moment): Rematched {
    const { held } = this;
    this.before.begin({ facts, now: moment.now });
    this.after.begin(moment);
    this.lone.begin(moment);
    this.question += 1;
    this.until = until;
    this.turned = [];
    for (const segment of holding) held[segment] = 1;
    for (const { slots, general } of changed) {
      for (const slot of slots) this.compare(slot);
      for (const id of general) this.runAll(id);
    }
    for (const segment of holding) held[segment] = 0;
    return { turned: this.turned, until: this.until };
  }

  /** Runs what rests on a predicate over the fact that turned. */
  private compare(slot: FactSlot): void {
    const { before, after } = this;
    before.read(slot);
    after.read(slot);
    const timed = isTimed(slot);
    for (let id = slot.first; id < slot.end; id += 1) {
      const was = before.truth[id] || before.ask(id);
      const is = after.truth[id] || after.ask(id);
      // What ends soon counts even where it answers as it did.
      if (timed && after.until(id) < this.until) this.runAll(id);
      else if (was !== is) this.runOver(id, is);
    }
  }

  private runAll(id: number): void {
    const { asItIs, negated } = this.plans;
    this.runThose(asItIs, id, 0);
    this.runThose(asItIs, id, 1);
    this.runThose(negated, id, 0);
    this.runThose(negated, id, 1);
  }

  /** What begins to hold ends no segment that asks for it, and begins none that asks for its opposite. */
  private runOver(id: number, is: number): void {
    const { asItIs, negated } = this.plans;
    this.runThose(is === yes ? asItIs : negated, id, 0);
    this.runThose(is === yes ? negated : asItIs, id, 1);
  }

  /** Of the users of a predicate those that held, or those that did not. */
  private runThose({ first, values }: Rows, id: number, held: 0 | 1): void {
    const end = first[id + 1] as number;
    for (let index = first[id] as number; index < end; index += 1) {
      const segment = values[index] as number;
      if (this.held[segment] !== held || this.runFor[segment] === this.question) continue;
      this.runFor[segment] = this.question;
      const isHolding = this.isLetIn(segment) && this.runCode(segment);
      if (isHolding !== (held === 1)) this.turned.push(segment);
    }
  }

  /** Does an access predicate hold, and the guard allow it? If not, only another change of facts lets it in. */
  private isLetIn(segment: number): boolean {
    const { lone, plans } = this;
    const guard = plans.guards[segment] as number;
    if (guard !== unguarded && (lone.ask(guard >> 2) & guard) === 0) return false;
    if (plans.always[segment] === 1) return true;
    const { first, values } = plans.access;
    const end = first[segment + 1] as number;
    for (let index = first[segment] as number; index < end; index += 1) {
      if (lone.ask(values[index] as number) === yes) return true;
    }
    return false;
  }

  private runCode(segment: number): boolean {
    const { lone } = this;
    const { code, starts } = this.plans;
    let at = starts[segment] as number;
    let step = code[at] as number;
    while ((step & answerMask) !== 0) {
      const id = step >>> idShift;
      const answer = lone.ask(id);
      this.until = Math.min(this.until, lone.until(id));
      at += nextStep(step, answer);
      step = code[at] as number;
    }
    return step === ends.holds;
  }
}
