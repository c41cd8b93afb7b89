import { isPossibleMoment } from '../rules/calendar.ts';
import { parseDay } from '../rules/day.ts';
import { behaviourPurpose } from '../rules/evaluation.ts';
import { foldedOnce } from '../rules/folded-once.ts';
import type { FactValue } from '../rules/residual-shape.ts';
import type { ComparedAs, Purpose } from '../schema/attribute.ts';
import type { ColumnFact, FactLayout } from './fact-column.ts';
import type { Facts } from './facts-of.ts';
import { exactCount, isSeries, maxExact, numbersOf, type Series, timeAt, valueAt } from './series.ts';

/** What SQL compares: null is absent. */
export type ColumnValue = string | number | null;

/** A profile as `profile_facts` keeps it. */
export interface FactRow {
  /** Do the columns say all there is? If not, only `match` may answer for this profile. */
  plain: boolean;
  /** May behaviour and static segments be used? */
  personal: boolean;
  /** Place in percentages (`visitorHash`). */
  hash: number | null;
  /** By place in the layout. */
  values: ColumnValue[];
}

/** Raw text between items of a list; inside items it is escaped, as JSON does. */
export const itemSeparator = '\u001f';

/** Times of 13 digits compare as texts as they do as numbers: 2001-09-09 to 2286-11-20. */
const firstTime = 1_000_000_000_000;
const lastTime = 9_999_999_999_999;
export const timeDigits = 13;

/** So that sums of a full series stay exact in doubles too. */
const largestNumber = Math.floor(Number.MAX_SAFE_INTEGER / maxExact);

/** SQLite reads decimals of so many digits exactly as JavaScript writes them. */
const exactDigits = 15;

/** The columns of a profile. Withheld facts are absent, texts are folded, days and moments stay what they are. */
export function factRow(
  facts: Facts,
  { layout, purposes }: { layout: FactLayout; purposes: Readonly<Record<string, Purpose>> },
): FactRow {
  const personal = facts.allows(behaviourPurpose);
  const row: FactRow = { plain: true, personal, hash: facts.hash ?? null, values: [] };
  const source: Source = { facts, purposes };
  for (const column of layout) {
    const value = column === null ? null : columnValue(column.fact, source);
    if (value === undefined) row.plain = false;
    row.values.push(value ?? null);
  }
  return row;
}

interface Source {
  facts: Facts;
  purposes: Readonly<Record<string, Purpose>>;
}

/** Undefined when a column cannot say it. */
function columnValue(fact: ColumnFact, source: Source): ColumnValue | undefined {
  switch (fact[0]) {
    case 'attribute': {
      const value = attributeOf(fact[1], source);
      return value === undefined ? null : comparable(value, fact[2]);
    }
    case 'said': {
      const isKnown = attributeOf(fact[1], source) !== undefined;
      return isKnown && Object.hasOwn(source.facts.saidAt, fact[1]) ? (source.facts.saidAt[fact[1]] ?? null) : null;
    }
    case 'series': {
      const { series } = source.facts;
      const found = Object.hasOwn(series, fact[1]) ? series[fact[1]] : undefined;
      return source.facts.allows(behaviourPurpose) && isSeries(found) ? occurrences(found) : null;
    }
  }
}

function attributeOf(name: string, { facts, purposes }: Source): FactValue | undefined {
  const value = facts.attributes[name];
  // Most columns are of what is not there; what every object inherits is none either.
  if (value === undefined || !Object.hasOwn(facts.attributes, name)) return undefined;
  return facts.allows(purposes[name] ?? 'personalisation') ? value : undefined;
}

/** A value of another type than its attribute's compares with nothing but "has any value", which a column does not tell apart. */
function comparable(value: FactValue, as: ComparedAs): ColumnValue | undefined {
  switch (as) {
    case 'text':
      return typeof value === 'string' ? (foldedOnce(value) as string) : undefined;
    case 'number':
      return typeof value === 'number' && isExactDecimal(value) ? value : undefined;
    case 'choice':
      return Array.isArray(value) ? listText(value as string[]) : undefined;
    case 'date':
      if (typeof value === 'number') return isPossibleMoment(value) && Number.isInteger(value) ? value : undefined;
      return typeof value === 'string' && parseDay(value) !== undefined ? value : undefined;
  }
}

/** Is it the same number in JavaScript and in SQLite, written as a decimal? */
export function isExactDecimal(value: number): boolean {
  const size = Math.abs(value);
  // Most are whole, and writing one out costs more than all else here.
  if (Number.isInteger(value) && size < 1e15) return true;
  return size >= 1e-9 && size < 1e15 && Number(value.toPrecision(exactDigits)) === value;
}

/** Folded items, each as JSON, with a separator before, between and after. */
function listText(items: readonly string[]): string {
  return items.map((item) => `${itemSeparator}${JSON.stringify(foldedOnce(item))}`).join('') + itemSeparator;
}

/** Latest first: `[time,time]`, or `{"time":value}` where the series keeps values. Only a series with nothing folded. */
function occurrences(series: Series): string | null | undefined {
  const count = exactCount(series);
  if (series.rest || series.hours.length > 0) return undefined;
  if (count === 0) return null;
  const keepsValues = series.numbers !== undefined || series.hashes !== undefined;
  // Read once: `valueAt` would read all of them for each.
  const numbers = series.numbers === undefined ? null : numbersOf(series);
  const parts: string[] = [];
  for (let index = count - 1; index >= 0; index -= 1) {
    const time = timeAt(series, index);
    const value = numbers ? (numbers[index] ?? 0) : keepsValues ? valueAt(series, index) : 0;
    if (!(time >= firstTime && time <= lastTime) || Math.abs(value) > largestNumber) return undefined;
    parts.push(keepsValues ? `"${time}":${value}` : String(time));
  }
  return keepsValues ? `{${parts.join()}}` : `[${parts.join()}]`;
}
