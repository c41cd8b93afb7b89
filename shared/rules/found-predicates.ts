import type { FactLayout } from './fact-layout.ts';
import type { Bounds, FactSlot, Waiting } from './fact-slot.ts';
import { fillBytes } from './fill-bytes.ts';
import type { FactValue } from './residual-shape.ts';
import { yes } from './truth.ts';

/** So many bounds are passed over at once. */
const stride = 16;

/** Which predicates hold, as values that were read say it; by id. */
export class FoundPredicates {
  /** 0 while nothing is known, `yes` or `no`. */
  readonly truth: Uint8Array;
  /** What was found of the entries of segments: `[from, to]` in a row, as far as `foundEnd`; the same ones perhaps more than once. */
  readonly found: number[] = [];
  foundEnd = 0;
  protected readonly layout: FactLayout;
  private readonly firstEntry: Int32Array;

  constructor(layout: FactLayout) {
    this.layout = layout;
    this.firstEntry = layout.firstEntry;
    this.truth = new Uint8Array(layout.predicates.length);
  }

  protected note(id: number): void {
    if (this.truth[id] === yes) return;
    this.truth[id] = yes;
    this.find(this.firstEntry[id] as number, this.firstEntry[id + 1] as number);
  }

  private find(from: number, to: number): void {
    if (from === to) return;
    const { found, foundEnd } = this;
    found[foundEnd] = from;
    found[foundEnd + 1] = to;
    this.foundEnd = foundEnd + 2;
  }

  protected noteAll({ ids, from, to }: Waiting): void {
    const { truth } = this;
    for (let index = 0; index < ids.length; index += 1) truth[ids[index] as number] = yes;
    this.find(from, to);
  }

  /** Of a value that is no text for which something waits. */
  protected noteValue(slot: FactSlot, value: FactValue): void {
    const { known, tested } = slot;
    if (known.ids.length > 0) this.noteAll(known);
    for (let index = 0; index < tested.length; index += 1) {
      const { id, test, operand } = tested[index] as FactSlot['tested'][number];
      if (test(value, operand)) this.note(id);
    }
    if (typeof value === 'number') this.noteNumber(slot, value);
    else if (typeof value !== 'string')
      for (let index = 0; index < value.length; index += 1) this.noteItem(slot, value[index] as string, value);
  }

  private noteItem({ byText, byItem }: FactSlot, item: string, items: FactValue): void {
    // Of several texts one is enough.
    const texts = byText.size > 0 ? byText.get(item) : undefined;
    if (texts) this.noteAll(texts);
    const waiting = byItem.get(item);
    if (!waiting) return;
    this.noteAll(waiting.some);
    const { all } = waiting;
    for (let index = 0; index < all.length; index += 1) {
      const { id, test, operand } = all[index] as (typeof all)[number];
      if (test(items, operand)) this.note(id);
    }
  }

  protected noteNumber(slot: FactSlot, value: number): void {
    const waiting = slot.byNumber.size > 0 ? slot.byNumber.get(value) : undefined;
    if (waiting) this.noteAll(waiting);
    this.notePassed(slot.atLeast, value);
    this.notePassed(slot.atMost, -value);
    const { ids, lows, highs } = slot.between;
    for (let index = 0; index < ids.length && (lows[index] as number) <= value; index += 1) {
      if (value <= (highs[index] as number)) this.note(ids[index] as number);
    }
  }

  /** Notes the predicates whose bound the number has reached. */
  private notePassed(side: Bounds, value: number): void {
    const { bounds } = side;
    let past = 0;
    while (past + stride <= bounds.length && (bounds[past + stride - 1] as number) <= value) past += stride;
    while (past < bounds.length && (bounds[past] as number) <= value) past += 1;
    if (past > 0) this.noteFirst(side, past);
  }

  protected noteFirst({ first }: Bounds, count: number): void {
    const { truth, firstEntry } = this;
    const end = first + count;
    fillBytes(truth, yes, first, end);
    this.find(firstEntry[first] as number, firstEntry[end] as number);
  }

  /** Of a date that is not there, beginning and end are no numbers. */
  protected noteSpans(
    { delays, first }: FactSlot,
    { start, end, now }: { start: number; end: number; now: number },
  ): void {
    const { truth } = this;
    const { lows, highs, fromEnd } = delays;
    for (let index = 0; index < lows.length; index += 1) {
      const to = (fromEnd[index] === 1 ? end : start) + (highs[index] as number);
      // Time may make it hold again, so that no segment is found by it.
      if (start + (lows[index] as number) <= now && now < to) truth[first + index] = yes;
    }
  }
}
