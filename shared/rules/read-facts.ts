import { isSeries, type Series } from '../profile/series.ts';
import { nthLatest, reachedSince } from '../profile/series-statistics.ts';
import { isPossibleMoment } from './calendar.ts';
import { dateValue } from './date-test.ts';
import { behaviourPurpose, type Evaluation, newTrace, type RuleTable } from './evaluation.ts';
import type { FactLayout } from './fact-layout.ts';
import type { FactSlot, Waiting } from './fact-slot.ts';
import { fillBytes } from './fill-bytes.ts';
import { foldedOnce } from './folded-once.ts';
import { FoundPredicates } from './found-predicates.ts';
import { type Moment, nobody } from './moment.ts';
import type { FactValue } from './residual-shape.ts';
import { no, yes } from './truth.ts';

/** Reads the facts of one visitor at one moment, and what time does to them. */
export class ReadFacts extends FoundPredicates {
  protected readonly evaluation: Evaluation;
  /** By slot, what is there for those who ask later. */
  protected readonly values: (FactValue | undefined)[];
  private mayCount = false;
  /** The measure that was read last, and its series. */
  private measure = '';
  private counted: Series | undefined;
  /** By slot of a count, its series, and how many of its bounds are reached. */
  private readonly series: (Series | undefined)[];
  private readonly reached: Int32Array;
  /** By slot of a span, when the date begins and ends; no numbers where there is none. */
  private readonly begins: Float64Array;
  private readonly ends: Float64Array;

  constructor(layout: FactLayout, table: RuleTable) {
    super(layout);
    const { length } = layout.slots;
    this.evaluation = { table, ...nobody, trace: newTrace() };
    this.values = layout.slots.map(() => undefined);
    this.series = layout.slots.map(() => undefined);
    this.reached = new Int32Array(length);
    this.begins = new Float64Array(length);
    this.ends = new Float64Array(length);
  }

  protected turnTo({ facts, now }: Moment): void {
    this.foundEnd = 0;
    this.evaluation.facts = facts;
    this.evaluation.now = now;
    this.measure = '';
    this.mayCount = facts.allows(behaviourPurpose);
  }

  /** Notes which predicates over the fact hold; all others are noted already not to. */
  protected readForm(slot: FactSlot): void {
    if (slot.form === 'value') this.readValue(slot);
    else if (slot.form === 'count') this.readCount(slot);
    else this.readDate(slot);
  }

  private readCount(slot: FactSlot): void {
    const { facts, now } = this.evaluation;
    if (slot.name !== this.measure) {
      this.measure = slot.name;
      // What every object inherits is no series.
      const series = this.mayCount ? facts.series[slot.name] : undefined;
      this.counted = isSeries(series) ? series : undefined;
    }
    const { counted } = this;
    const { atLeast, place } = slot;
    const reached = counted ? reachedSince(counted, atLeast.bounds, now - slot.windowMs) : 0;
    this.series[place] = counted;
    this.reached[place] = reached;
    if (reached > 0) this.noteFirst(atLeast, reached);
  }

  private readValue(slot: FactSlot): void {
    const value = this.valueIn(slot);
    if (slot.isAskedLater) this.values[slot.place] = undefined;
    if (value === undefined) return;
    // What is found as it stands is folded, as the texts are that wait for it.
    const waiting = typeof value === 'string' ? slot.byText.get(value) : undefined;
    if (waiting) this.noteNamed(slot, waiting);
    else this.readUnnamed(slot, foldedOnce(value), value);
  }

  private readUnnamed(slot: FactSlot, comparable: FactValue, value: FactValue): void {
    const waiting = typeof comparable === 'string' && comparable !== value ? slot.byText.get(comparable) : undefined;
    if (waiting) {
      this.noteNamed(slot, waiting);
      return;
    }
    if (slot.isAskedLater) this.values[slot.place] = comparable;
    this.noteValue(slot, comparable);
  }

  private noteNamed(slot: FactSlot, waiting: Waiting): void {
    if (slot.isAskedLater) fillBytes(this.truth, no, slot.told, slot.end);
    this.noteAll(waiting);
  }

  private readDate(slot: FactSlot): void {
    const { now, table } = this.evaluation;
    const value = this.valueIn(slot);
    if (slot.form === 'day') {
      const date = dateValue(value, table.timeZone);
      if (date) this.noteNumber(slot, date.day);
      return;
    }
    const isMoment = typeof value === 'number' && isPossibleMoment(value);
    const date = isMoment ? undefined : dateValue(value, table.timeZone);
    const start = isMoment ? value : (date?.start ?? Number.NaN);
    const end = isMoment ? value + 1 : (date?.end ?? Number.NaN);
    this.begins[slot.place] = start;
    this.ends[slot.place] = end;
    this.noteSpans(slot, { start, end, now });
  }

  private valueIn({ name, purpose }: FactSlot): FactValue | undefined {
    const { facts } = this.evaluation;
    const value = facts.attributes[name];
    return isFactValue(value) && facts.allows(purpose) ? value : undefined;
  }

  /** When (epoch ms) time flips a predicate over a fact that was read. */
  protected turnOf(slot: FactSlot, id: number): number {
    return slot.form === 'count' ? this.leaving(slot, id) : this.passing(slot, id);
  }

  /** The same of the first of those at whose id there is a 1. */
  protected turnOfAny(slot: FactSlot, asked: Uint8Array): number {
    if (slot.form === 'count') {
      // The more of them a predicate needs, the sooner one leaves.
      const { first } = slot.atLeast;
      let id = first + (this.reached[slot.place] as number) - 1;
      while (id >= first && asked[id] === 0) id -= 1;
      return id < first ? Infinity : this.leaving(slot, id);
    }
    let earliest = Infinity;
    for (let id = slot.first; id < slot.end; id += 1) {
      if (asked[id] === 0) continue;
      const turn = this.passing(slot, id);
      if (turn < earliest) earliest = turn;
    }
    return earliest;
  }

  /** When the occurrence that a rolling window still needs leaves it. It only loses: what does not hold stays so. */
  private leaving({ atLeast, place, windowMs }: FactSlot, id: number): number {
    if (this.truth[id] !== yes) return Infinity;
    const n = atLeast.bounds[id - atLeast.first] as number;
    return (nthLatest(this.series[place], n) ?? Infinity) + windowMs + 1;
  }

  /** When so much time has passed since a date, or is left until it. */
  private passing({ delays, first, place }: FactSlot, id: number): number {
    const { now } = this.evaluation;
    const { lows, highs, fromEnd } = delays;
    const begin = this.begins[place] as number;
    const from = begin + (lows[id - first] as number);
    const to = (fromEnd[id - first] === 1 ? (this.ends[place] as number) : begin) + (highs[id - first] as number);
    return now < from ? from : now < to ? to : Infinity;
  }
}

/** What every object inherits is none: no need to ask whose it is. */
export function isFactValue(value: FactValue | undefined): value is FactValue {
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
}
