import type { RuleTable } from './evaluation.ts';
import type { FactLayout } from './fact-layout.ts';
import type { FactSlot } from './fact-slot.ts';
import { fillBytes } from './fill-bytes.ts';
import { holdsStored } from './holds-stored.ts';
import type { Moment } from './moment.ts';
import type { Predicate } from './program.ts';
import { ReadFacts } from './read-facts.ts';
import { no, yes } from './truth.ts';

/** Calling `fill` costs as much as writing so many bytes in one go. */
const bytesPerFill = 1_024;

/**
 * What predicates answer for one visitor at one moment, by id. A fact is read when the first predicate over it is asked, and then says
 * at once which of all over it hold. Used again for the next visitor; nothing is allocated but where the calendar or a sequence is asked.
 */
export class PredicateAnswers extends ReadFacts {
  /** By slot: the question for which it was read. */
  private readonly readFor: Uint32Array;
  private question = 0;
  /** Slots that were read for the question, `slotsRead` of them. */
  private readonly readPlaces: Uint32Array;
  private slotsRead = 0;
  /** Those of them over which time may flip predicates. */
  private readonly timedPlaces: Uint32Array;
  private timedRead = 0;
  /** Of predicates without a slot. */
  private readonly untils: Float64Array;
  /** Truth once all facts are read, before anything is found to hold. */
  private readonly nothing: Uint8Array;

  constructor(layout: FactLayout, table: RuleTable) {
    super(layout, table);
    const { length } = layout.slots;
    this.readFor = new Uint32Array(length);
    this.readPlaces = new Uint32Array(length);
    this.timedPlaces = new Uint32Array(length);
    this.untils = new Float64Array(layout.predicates.length - layout.firstGeneral);
    this.nothing = new Uint8Array(layout.predicates.length);
    for (const { first, told } of layout.slots) this.nothing.fill(no, first, told);
  }

  /** Forgets everything, for another visitor or moment. */
  begin(moment: Moment): void {
    this.forget();
    this.askAbout(moment);
  }

  /** The same, and reads all facts at once: sooner than one by one where most are asked for. */
  beginWithAll(moment: Moment): void {
    this.truth.set(this.nothing);
    this.askAbout(moment);
    const { slots } = this.layout;
    for (let place = 0; place < slots.length; place += 1) this.readSlot(slots[place] as FactSlot);
    this.readFor.fill(this.question);
    this.slotsRead = slots.length;
  }

  private askAbout(moment: Moment): void {
    this.question += 1;
    this.timedRead = 0;
    this.turnTo(moment);
  }

  /** Of a large table only what was read is there to forget. */
  private forget(): void {
    const { truth } = this;
    const { slots, firstGeneral } = this.layout;
    if (this.slotsRead === slots.length || truth.length <= this.slotsRead * bytesPerFill) {
      fillBytes(truth, 0, 0, truth.length);
    } else {
      for (let index = 0; index < this.slotsRead; index += 1) {
        const { first, end } = slots[this.readPlaces[index] as number] as FactSlot;
        fillBytes(truth, 0, first, end);
      }
      fillBytes(truth, 0, firstGeneral, truth.length);
    }
    this.slotsRead = 0;
  }

  /** Reads a fact, and finds which predicates over it hold. */
  read(slot: FactSlot): void {
    if (this.readFor[slot.place] === this.question) return;
    this.readFor[slot.place] = this.question;
    this.readPlaces[this.slotsRead] = slot.place;
    this.slotsRead += 1;
    fillBytes(this.truth, no, slot.first, slot.told);
    this.readSlot(slot);
  }

  private readSlot(slot: FactSlot): void {
    this.readForm(slot);
    if (slot.first < this.layout.firstTimed) return;
    this.timedPlaces[this.timedRead] = slot.place;
    this.timedRead += 1;
  }

  /** Asks a predicate of which nothing is known yet, and keeps what it answers. */
  ask(id: number): number {
    const place = this.layout.slotOf[id] as number;
    if (place < 0) return this.askInGeneral(id);
    if (this.readFor[place] !== this.question) {
      this.read(this.layout.slots[place] as FactSlot);
      const told = this.truth[id] as number;
      if (told !== 0) return told;
    }
    const later = this.layout.tests[id];
    const value = later && this.values[place];
    const answer = value !== undefined && later?.test(value, later.operand) ? yes : no;
    this.truth[id] = answer;
    return answer;
  }

  private askInGeneral(id: number): number {
    const { evaluation, layout } = this;
    evaluation.trace.until = Infinity;
    const holds = holdsStored(layout.predicates[id] as Predicate, evaluation);
    this.untils[id - layout.firstGeneral] = evaluation.trace.until;
    if (holds) this.note(id);
    else this.truth[id] = no;
    return holds ? yes : no;
  }

  /** Epoch ms: before it, time alone does not flip the answer of a predicate that was asked. */
  until(id: number): number {
    const { firstGeneral, firstTimed, slotOf, slots } = this.layout;
    if (id < firstTimed) return Infinity;
    if (id >= firstGeneral) return this.untils[id - firstGeneral] as number;
    return this.turnOf(slots[slotOf[id] as number] as FactSlot, id);
  }

  /** The same of all that were asked, at whose id there is a 1. */
  nextTurn(asked: Uint8Array): number {
    const { slots, firstGeneral } = this.layout;
    let earliest = Infinity;
    for (let index = 0; index < this.timedRead; index += 1) {
      const turn = this.turnOfAny(slots[this.timedPlaces[index] as number] as FactSlot, asked);
      if (turn < earliest) earliest = turn;
    }
    for (let id = firstGeneral; id < asked.length; id += 1) {
      if (asked[id] === 1) earliest = Math.min(earliest, this.untils[id - firstGeneral] as number);
    }
    return earliest;
  }
}
