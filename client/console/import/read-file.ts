import Papa from 'papaparse';
import { type CsvDelimiter, csvDelimiters } from '../../../shared/schema/import.ts';

export const encodings = ['utf-8', 'windows-1252', 'windows-1250', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/** Bytes that are looked at to guess how a file is written. */
const startBytes = 65_536;
const shownRows = 20;

/** By its byte order mark; else UTF-8 where it is that, else what Excel writes in the West. */
export async function guessEncoding(file: Blob): Promise<Encoding> {
  const bytes = new Uint8Array(await file.slice(0, startBytes).arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    // Of a longer file the last character that was looked at may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: file.size > startBytes });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

export interface FileStart {
  delimiter: CsvDelimiter;
  /** The first rows, the header among them. */
  rows: string[][];
}

/** How a file begins, split into cells; the delimiter is guessed where it is null. */
export async function readStart(
  file: Blob,
  { encoding, delimiter }: { encoding: Encoding; delimiter: CsvDelimiter | null },
): Promise<FileStart> {
  const bytes = await file.slice(0, startBytes).arrayBuffer();
  const text = new TextDecoder(encoding).decode(bytes, { stream: file.size > startBytes });
  const { data, meta } = Papa.parse<string[]>(text, {
    delimiter: delimiter ?? '',
    delimitersToGuess: [...csvDelimiters],
    preview: shownRows + 1,
    skipEmptyLines: 'greedy',
  });
  return { delimiter: delimiter ?? csvDelimiters.find((one) => one === meta.delimiter) ?? ',', rows: data };
}

/** How many rows a file has that are not empty, its header among them. Never settles once the signal is aborted. */
export function countRows(
  file: File,
  { encoding, delimiter, signal }: { encoding: Encoding; delimiter: CsvDelimiter; signal: AbortSignal },
): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    Papa.parse<string[]>(file, {
      encoding,
      delimiter,
      chunkSize: 1_048_576,
      skipEmptyLines: 'greedy',
      chunk({ data }, parser) {
        count += data.length;
        if (signal.aborted) parser.abort();
      },
      complete: () => !signal.aborted && resolve(count),
      error: reject,
    });
  });
}

/** The text of a file in pieces of at most `length` characters, none of which is cut in two, and how much of the file (0 to 1) they and those before make up. */
export async function* textParts(
  file: Blob,
  { encoding, length }: { encoding: Encoding; length: number },
): AsyncGenerator<{ text: string; fraction: number }> {
  const decoder = new TextDecoder(encoding);
  const reader = file.stream().getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { value, done } = await reader.read();
    bytes += value?.length ?? 0;
    text += decoder.decode(value, { stream: !done });
    while (text.length > length) {
      const end = isFirstHalf(text.charCodeAt(length - 1)) ? length - 1 : length;
      yield { text: text.slice(0, end), fraction: bytes / file.size };
      text = text.slice(end);
    }
    if (done) break;
  }
  if (text !== '') yield { text, fraction: 1 };
}

/** Of a character that takes two units of UTF-16. */
function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
