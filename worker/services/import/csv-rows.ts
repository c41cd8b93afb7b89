import Papa from 'papaparse';
import { type CsvDelimiter, csvDelimiters } from '../../../shared/schema/import.ts';

/** Where the reading of a file stands between two of its parts. JSON. */
export interface CsvPlace {
  /** Text of the parts before that belongs to a row not read to its end. */
  rest: string;
  /** Lines read so far, the header among them: rows may span several. */
  lines: number;
}

export const fileStart: CsvPlace = { rest: '', lines: 0 };

export interface CsvRow {
  /** Line of the file on which it begins, from 1. */
  line: number;
  fields: string[];
}

/** A quote that is opened and not closed swallows the rest of a file: no row is longer than this. */
export const maxRowLength = 100_000;

/** The delimiter that a file seems to have, from its beginning. */
export function guessDelimiter(text: string): CsvDelimiter {
  const { delimiter } = Papa.parse(text.slice(0, 65_536), {
    preview: 20,
    delimitersToGuess: [...csvDelimiters],
    skipEmptyLines: true,
  }).meta;
  return csvDelimiters.find((one) => one === delimiter) ?? ',';
}

export type RowsRead = { ok: true; rows: CsvRow[]; place: CsvPlace } | { ok: false; line: number };

/**
 * The rows that a further part of a file completes; empty lines are none. Line ends are LF, CRLF or CR, whichever the file has. Of a part that is not the
 * last one the final row waits for the next, because it may go on. Not ok: a quote opened on that line is never closed.
 */
export function readRows(
  part: string,
  { place, delimiter, isLast }: { place: CsvPlace; delimiter: CsvDelimiter; isLast: boolean },
): RowsRead {
  const isStart = place.lines === 0 && place.rest === '';
  const text = place.rest + (isStart ? part.replace(/^\uFEFF/, '') : part);
  // A CR at the very end may be the first half of a CRLF.
  const held = !isLast && text.endsWith('\r') ? 1 : 0;
  const whole = text.slice(0, text.length - held);
  const rows: CsvRow[] = [];
  let { lines } = place;
  let done = 0;
  let linesDone = lines;
  let waiting: { row: CsvRow; from: number; linesBefore: number } | undefined;
  let isBroken = false;
  const settle = () => {
    if (waiting?.row.fields.some((field) => field !== '')) rows.push(waiting.row);
  };
  Papa.parse<string[]>(whole, {
    delimiter,
    newline: lineEndOf(whole),
    step({ data, errors, meta }) {
      settle();
      const from = done;
      done = meta.cursor;
      waiting = { row: { line: lines + 1, fields: data }, from, linesBefore: lines };
      lines += countLines(whole.slice(from, done));
      linesDone = waiting.linesBefore;
      isBroken = errors.some(({ code }) => code === 'MissingQuotes');
    },
  });
  if (isLast) {
    if (isBroken) return { ok: false, line: waiting?.row.line ?? 1 };
    settle();
    return { ok: true, rows, place: { rest: '', lines } };
  }
  const rest = whole.slice(waiting?.from ?? 0) + text.slice(whole.length);
  if (rest.length > maxRowLength) return { ok: false, line: waiting?.row.line ?? 1 };
  return { ok: true, rows, place: { rest, lines: linesDone } };
}

/** Of a mixture the first; Papa would go by the most frequent one and glue the others to fields. */
function lineEndOf(text: string): '\r\n' | '\n' | '\r' {
  // Line ends inside quotes do not decide.
  const outside = text.slice(0, 65_536).replace(/"(?:[^"]|"")*"/g, '');
  return (/\r\n|\n|\r/.exec(outside)?.[0] as '\r\n' | '\n' | '\r' | undefined) ?? '\n';
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
