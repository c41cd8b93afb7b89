import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CsvPlace,
  type CsvRow,
  fileStart,
  guessDelimiter,
  readRows,
} from '../../worker/services/import/csv-rows.ts';
import { cellText, csvRow } from '../../worker/services/population/csv.ts';

const csvs = import.meta.glob<string>('../data/csv-spectrum/csvs/*.csv', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const jsons = import.meta.glob<Record<string, string>[]>('../data/csv-spectrum/json/*.json', {
  import: 'default',
  eager: true,
});

/** A file read in parts of so many characters. */
function read(text: string, size = Infinity, delimiter: ',' | ';' | '\t' = ','): CsvRow[] {
  const rows: CsvRow[] = [];
  let place: CsvPlace = fileStart;
  for (let from = 0; from < text.length || from === 0; from += size) {
    const isLast = from + size >= text.length;
    const result = readRows(text.slice(from, from + size), { place, delimiter, isLast });
    if (!result.ok) throw new Error(`broken on line ${result.line}`);
    rows.push(...result.rows);
    place = JSON.parse(JSON.stringify(result.place)) as CsvPlace;
    if (isLast) break;
  }
  return rows;
}

const cases = Object.entries(csvs).map(([path, text]) => ({
  name: path.split('/').at(-1)?.replace('.csv', '') ?? '',
  text,
}));

it.each(cases)('reads $name as published, in any parts', ({ name, text }) => {
  const wanted = Object.entries(jsons).find(([path]) => path.endsWith(`/${name}.json`))?.[1];
  for (const size of [Infinity, 7, 1]) {
    const [header, ...rows] = read(text, size);
    const objects = rows.map(({ fields }) =>
      Object.fromEntries((header?.fields ?? []).map((key, index) => [key, fields[index] ?? ''])),
    );
    expect(objects).toEqual([wanted].flat());
  }
});

it('there are twelve published files', () => expect(cases).toHaveLength(12));

it('reads byte order marks, semicolons, tabs and carriage returns, and passes over empty lines', () => {
  expect(read('\uFEFFa;b\r\n1;2\r\n\r\n3;4', 4, ';').map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, 'a', 'b'],
    [2, '1', '2'],
    [4, '3', '4'],
  ]);
  expect(read('a\tb\r1\t2\r', 3, '\t').map(({ fields }) => fields)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(guessDelimiter('a;b;c\n1;2,5;3\n')).toBe(';');
  expect(guessDelimiter('a\tb\n1\t2\n')).toBe('\t');
});

it('keeps ragged rows as they are, with their lines', () => {
  const rows = read('a,b\n1\n"x\ny",2,3\n4,5\n');
  expect(rows.map(({ line, fields }) => [line, fields.length])).toEqual([
    [1, 2],
    [2, 1],
    [3, 3],
    [5, 2],
  ]);
});

it('names the line of a quote that is never closed', () => {
  expect(() => read('a,b\n1,2\n3,"4\n5,6\n')).toThrow('broken on line 3');
  expect(() => read(`a\n"${'x'.repeat(300_000)}`, 50_000)).toThrow('broken on line 2');
});

it('reads what the export writes, whatever the cells and wherever it is cut', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\n', '\r', ' ', "'", '=', '+') })
    .filter((text) => text !== '');
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (rows, size) => {
        const file = [['x', 'y'], ...rows].map((row) => csvRow(row)).join('');
        const back = read(file, size)
          .slice(1)
          .map(({ fields }) => fields);
        expect(back.map((row) => row.map(cellText))).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});
