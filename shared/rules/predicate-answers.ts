import { isSeries, type Series } from '../profile/series.ts';
import { countSince, nthLatest } from '../profile/series-statistics.ts';
import { isPossibleMoment } from './calendar.ts';
import { dateValue } from './date-test.ts';
import { behaviourPurpose, type Evaluation, newTrace, type RuleTable } from './evaluation.ts';
import type { FactLayout } from './fact-layout.ts';
import type { FactSlot } from './fact-slot.ts';
import { fold } from './fold.ts';
import { foldedOnce, isPlain } from './folded-once.ts';
import { FoundPredicates, leastFilled } from './found-predicates.ts';
import { holdsStored } from './holds-stored.ts';
import { type Moment, nobody } from './moment.ts';
import type { Predicate } from './program.ts';
import type { FactValue } from './residual-shape.ts';
import { no, yes } from './truth.ts';

/** Calling `fill` costs as much as writing so many bytes in one go. */
const bytesPerFill = 1_024;

/** Stands for a moment that nobody has asked for yet. */
const unasked = -Infinity;

/**
 * What predicates answer for one visitor at one moment, by id. A fact is read when the first predicate over it is asked, and then says
 * at once which of all over it hold. Used again for the next visitor; nothing is allocated but where the calendar or a sequence is asked.
 */
export class PredicateAnswers extends FoundPredicates {
  /** By slot: the question for which it was read. */
  private readonly readFor: Uint32Array;
  /** Slots that were read for the question, `slotsRead` of them. */
  private readonly readPlaces: Uint32Array;
  private slotsRead = 0;
  private readonly values: (FactValue | undefined)[];
  private readonly series: (Series | undefined)[];
  private readonly evaluation: Evaluation;
  private question = 0;
  /** Truth once all facts are read, before anything is found to hold. */
  private readonly nothing: Uint8Array;

  constructor(layout: FactLayout, table: RuleTable) {
    super(layout);
    this.readFor = new Uint32Array(layout.slots.length);
    this.readPlaces = new Uint32Array(layout.slots.length);
    this.values = layout.slots.map(() => undefined);
    this.series = layout.slots.map(() => undefined);
    this.evaluation = { table, ...nobody, trace: newTrace() };
    this.nothing = new Uint8Array(layout.predicates.length);
    for (const { first, told } of layout.slots) this.nothing.fill(no, first, told);
  }

  /** Forgets everything, for another visitor or moment. */
  begin(moment: Moment): void {
    this.forget();
    this.turnTo(moment);
  }

  /** The same, and reads all facts at once: sooner than one by one where most are asked for. */
  beginWithAll(moment: Moment): void {
    this.truth.set(this.nothing);
    this.turnTo(moment);
    const { slots } = this.layout;
    for (let place = 0; place < slots.length; place += 1) {
      const slot = slots[place] as FactSlot;
      this.readFor[place] = this.question;
      if (slot.form === 'count') this.readCount(slot);
      else this.readAttribute(slot);
    }
    this.slotsRead = slots.length;
  }

  private turnTo({ facts, now }: Moment): void {
    this.found = 0;
    this.question += 1;
    this.evaluation.facts = facts;
    this.evaluation.now = now;
  }

  /** Of a large table only what was read is there to forget. */
  private forget(): void {
    const { truth } = this;
    const { slots, firstGeneral } = this.layout;
    if (this.slotsRead === slots.length || truth.length <= this.slotsRead * bytesPerFill) truth.fill(0);
    else {
      for (let index = 0; index < this.slotsRead; index += 1) {
        const { first, end } = slots[this.readPlaces[index] as number] as FactSlot;
        truth.fill(0, first, end);
      }
      truth.fill(0, firstGeneral);
    }
    this.slotsRead = 0;
  }

  /** Asks a predicate, and keeps what it answers. */
  ask(id: number): number {
    const place = this.layout.slotOf[id] as number;
    if (place < 0) this.askInGeneral(id);
    else this.askSlot(id, place);
    return this.truth[id] as number;
  }

  /** Epoch ms: before it, time alone does not flip the answer. Of predicates from `firstTimed` on that were asked. */
  until(id: number): number {
    const known = this.untils[id - this.layout.firstTimed] as number;
    return known === unasked ? this.leaving(id) : known;
  }

  /** When the occurrence that a rolling window still needs leaves it. */
  private leaving(id: number): number {
    const { firstTimed, predicates, slotOf, slots } = this.layout;
    const place = slotOf[id] as number;
    // By place: taking an array apart costs as much as the rest.
    const n = (predicates[id] as Extract<Predicate, readonly ['count', ...unknown[]]>)[3];
    const until = (nthLatest(this.series[place], n) ?? Infinity) + (slots[place] as FactSlot).windowMs + 1;
    this.untils[id - firstTimed] = until;
    return until;
  }

  /** Reads a fact, and finds which predicates over it hold. */
  read(slot: FactSlot): void {
    if (this.readFor[slot.place] === this.question) return;
    this.readFor[slot.place] = this.question;
    this.readPlaces[this.slotsRead] = slot.place;
    this.slotsRead += 1;
    const { truth } = this;
    if (slot.told - slot.first > leastFilled) truth.fill(no, slot.first, slot.told);
    else for (let id = slot.first; id < slot.told; id += 1) truth[id] = no;
    if (slot.form === 'count') this.readCount(slot);
    else this.readAttribute(slot);
  }

  private askSlot(id: number, place: number): void {
    if (this.readFor[place] !== this.question) this.read(this.layout.slots[place] as FactSlot);
    if (this.truth[id] !== 0) return;
    const later = this.layout.tests[id];
    const value = later && this.values[place];
    this.truth[id] = value !== undefined && later?.test(value, later.operand) ? yes : no;
  }

  private askInGeneral(id: number): void {
    const { evaluation, layout } = this;
    evaluation.trace.until = Infinity;
    const answer = holdsStored(layout.predicates[id] as Predicate, evaluation);
    this.untils[id - layout.firstTimed] = evaluation.trace.until;
    this.truth[id] = answer ? yes : no;
  }

  private readCount(slot: FactSlot): void {
    const { facts, now } = this.evaluation;
    // What every object inherits is no series.
    const series = facts.allows(behaviourPurpose) ? facts.series[slot.name] : undefined;
    const isThere = isSeries(series);
    this.series[slot.place] = isThere ? series : undefined;
    const { first, bounds } = slot.atLeast;
    const holding = isThere ? this.noteAtLeast(slot, countSince(series, now - slot.windowMs)) : 0;
    if (slot.windowMs === Infinity) return;
    // A rolling window only loses: what does not hold stays so.
    const from = first - this.layout.firstTimed;
    for (let index = 0; index < bounds.length; index += 1) {
      this.untils[from + index] = index < holding ? unasked : Infinity;
    }
  }

  private readAttribute(slot: FactSlot): void {
    const { facts, table } = this.evaluation;
    const value = facts.attributes[slot.name];
    const isThere = isFactValue(value) && facts.allows(slot.purpose);
    if (slot.form === 'span') this.readSpan(slot, isThere ? value : undefined);
    if (slot.isAskedLater) this.values[slot.place] = undefined;
    if (!isThere) return;
    if (slot.form === 'value' && typeof value === 'string' && slot.onlyTexts) {
      // What is found as it stands is folded, as the texts are that wait for it.
      this.noteAll(slot.byText.get(value) ?? (isPlain(value) ? undefined : slot.byText.get(fold(value))));
    } else if (slot.form === 'value') {
      const comparable = foldedOnce(value);
      if (slot.isAskedLater) this.values[slot.place] = comparable;
      this.noteValue(slot, comparable);
    } else if (slot.form === 'day') {
      const date = dateValue(value, table.timeZone);
      if (date) this.noteNumber(slot, date.day);
    }
  }

  private readSpan(slot: FactSlot, value: FactValue | undefined): void {
    const { now, table } = this.evaluation;
    const isMoment = typeof value === 'number' && isPossibleMoment(value);
    const date = isMoment ? undefined : dateValue(value, table.timeZone);
    const start = isMoment ? value : (date?.start ?? Number.NaN);
    this.noteSpans(slot, { start, end: isMoment ? value + 1 : (date?.end ?? Number.NaN), now });
  }
}

/** What every object inherits is none: no need to ask whose it is. */
function isFactValue(value: FactValue | undefined): value is FactValue {
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
}
