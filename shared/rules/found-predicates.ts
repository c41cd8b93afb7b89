import type { FactLayout } from './fact-layout.ts';
import type { Bounds, FactSlot } from './fact-slot.ts';
import type { FactValue } from './residual-shape.ts';
import { yes } from './truth.ts';

/** Calling `fill` costs as much as writing so many. */
export const leastFilled = 24;

/** Which predicates hold, as values that were read say it; by id. */
export class FoundPredicates {
  /** 0 while nothing is known, `yes` or `no`. */
  readonly truth: Uint8Array;
  /** Access predicates that were found to hold as facts were read, `found` of them. */
  readonly holding: Int32Array;
  found = 0;
  protected readonly layout: FactLayout;
  /** Of those that time may flip. */
  protected readonly untils: Float64Array;
  /** Are segments found by it? */
  private readonly isAccess: Uint8Array;

  constructor(layout: FactLayout) {
    const { length } = layout.predicates;
    this.layout = layout;
    this.truth = new Uint8Array(length);
    this.holding = new Int32Array(length);
    this.untils = new Float64Array(length - layout.firstTimed);
    this.isAccess = new Uint8Array(length);
    for (const index of layout.access) this.isAccess[layout.idOf[index] as number] = 1;
  }

  protected note(id: number): void {
    if (this.truth[id] === yes) return;
    this.truth[id] = yes;
    if (this.isAccess[id] === 1) this.find(id);
  }

  private find(id: number): void {
    this.holding[this.found] = id;
    this.found += 1;
  }

  protected noteAll(ids: readonly number[] | undefined): void {
    if (ids === undefined) return;
    for (let index = 0; index < ids.length; index += 1) this.note(ids[index] as number);
  }

  protected noteValue(slot: FactSlot, value: FactValue): void {
    const { tested } = slot;
    for (let index = 0; index < tested.length; index += 1) {
      const { id, test, operand } = tested[index] as FactSlot['tested'][number];
      if (test(value, operand)) this.note(id);
    }
    if (typeof value === 'string') this.noteAll(slot.byText.get(value));
    else if (typeof value === 'number') this.noteNumber(slot, value);
    else for (const item of value) this.noteItem(slot, item, value);
  }

  private noteItem(slot: FactSlot, item: string, items: FactValue): void {
    // Of several texts one is enough.
    this.noteAll(slot.byText.get(item));
    const waiting = slot.byItem.get(item);
    if (!waiting) return;
    this.noteAll(waiting.some);
    for (const { id, test, operand } of waiting.all) if (test(items, operand)) this.note(id);
  }

  protected noteNumber(slot: FactSlot, value: number): void {
    if (slot.byNumber.size > 0) this.noteAll(slot.byNumber.get(value));
    this.noteAtLeast(slot, value);
    const { atMost } = slot;
    const { bounds } = atMost;
    let past = 0;
    while (past < bounds.length && (bounds[past] as number) >= value) past += 1;
    this.noteFirst(atMost, past);
    const { ids, lows, highs } = slot.between;
    for (let index = 0; index < ids.length; index += 1) {
      if ((lows[index] as number) <= value && value <= (highs[index] as number)) this.note(ids[index] as number);
    }
  }

  /** Answers of how many predicates the number is past their lower bound. */
  protected noteAtLeast({ atLeast }: FactSlot, value: number): number {
    const { bounds } = atLeast;
    let past = 0;
    while (past < bounds.length && (bounds[past] as number) <= value) past += 1;
    this.noteFirst(atLeast, past);
    return past;
  }

  private noteFirst({ first, access }: Bounds, count: number): void {
    const { truth } = this;
    if (count > leastFilled) truth.fill(yes, first, first + count);
    else for (let id = first; id < first + count; id += 1) truth[id] = yes;
    for (let index = 0; index < access.length && (access[index] as number) < count; index += 1) {
      this.find(first + (access[index] as number));
    }
  }

  /** Of a date that is not there, beginning and end are no numbers. */
  protected noteSpans(slot: FactSlot, { start, end, now }: { start: number; end: number; now: number }): void {
    for (const { id, low, high, fromEnd } of slot.delays) {
      const from = start + low;
      const to = (fromEnd ? end : start) + high;
      this.untils[id - this.layout.firstTimed] = now < from ? from : now < to ? to : Infinity;
      if (from <= now && now < to) this.note(id);
    }
  }
}
