import * as fc from 'fast-check';
import { jsonDepth } from '../../../worker/middleware/json-depth.ts';
import { naughtyStrings as naughty } from './naughty-strings.ts';

/** Marks the place in a good body where the hostile text of JSON goes. */
const place = '@hostile@';

/** Below 1, none likelier than others. */
const fraction = fc.noBias(fc.nat({ max: 999_999 })).map((millionths) => millionths / 1_000_000);

const maxWalkedDepth = 100;

const naughtyText = fc.constantFrom(...naughty).map((text) => JSON.stringify(text));

/** JSON texts, some of which no program of ours would write. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: naughtyText },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"prototype":1,"toString":null,"hasOwnProperty":"x","valueOf":{}}',
      '[{"__proto__":[]}]',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['1e400', '-1e400', '1e308', '-1.7976931348623157e308', '5e-324', '-0', '9007199254740993', '4294967296.5'],
      ...[
        '"NaN"',
        '"Infinity"',
        '"-0"',
        '"1e5"',
        '"0x1F"',
        '"١٢٣"',
        'true',
        'false',
        'null',
        '[]',
        '{}',
        '""',
        '"null"',
      ],
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(7, 9, 31, 33, 47, 49, 500, 9_000), fc.constantFrom('[', '{"a":'))
      .map(([depth, open]) => `${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '"\\ud800"',
      '"\\udc00\\ud800"',
      '"\\u0000"',
      '"a\\u0000b"',
      '"\\uFEFF=1+1"',
      `"${'x'.repeat(2_000)}"`,
      `"${'é'.repeat(30_000)}"`,
      `[${'"x",'.repeat(2_000)}"x"]`,
      `{${Array.from({ length: 300 }, (_, index) => `"k${index}":1`).join()}}`,
    ),
  },
  { weight: 1, arbitrary: fc.json() },
);

const hostileKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', 'n', 'site', 'id', '$where', 'a.b', '*'),
  fc.constantFrom(...naughty),
);

type How = 'replace' | 'add' | 'drop' | 'cut' | 'whole' | 'twice';

/** One way to spoil a body: how, where (a fraction of its places), and with what. */
const spoiling = fc.record({
  how: fc.constantFrom<How>('replace', 'replace', 'replace', 'replace', 'add', 'add', 'drop', 'cut', 'whole', 'twice'),
  where: fraction,
  key: hostileKey,
  text: hostileText,
});

export interface HostileRequest {
  /** Which of the routes, as a fraction of all. */
  route: number;
  /** One or more, the later in what the earlier left. */
  spoilings: (typeof spoiling extends fc.Arbitrary<infer T> ? T : never)[];
  /** Stands for the id in the path, when not null. */
  id: string | null;
}

export const hostileRequest: fc.Arbitrary<HostileRequest> = fc.record({
  route: fraction,
  spoilings: fc.array(spoiling, { minLength: 1, maxLength: 2 }),
  id: fc.option(fc.constantFrom(...naughty), { freq: 12 }),
});

/** A good body, spoilt: text that may or may not be JSON. */
export function spoil(body: unknown, spoilings: HostileRequest['spoilings']): string {
  return spoilings.reduce((text, one) => spoilOnce(text, one), JSON.stringify(body));
}

function spoilOnce(text: string, { how, where, key, text: hostile }: HostileRequest['spoilings'][number]): string {
  if (how === 'cut') return text.slice(0, Math.floor(text.length * where));
  if (how === 'twice') return text + text;
  if (how === 'whole') return hostile;
  // Deeper ones cannot be walked here either, and need no more.
  if (jsonDepth(text) > maxWalkedDepth) return text;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return hostile;
  }
  const places = placesIn(body);
  const [holder, name] = places[Math.floor(places.length * where)] ?? [];
  if (holder === undefined || name === undefined) return hostile;
  if (how === 'drop') delete holder[name];
  else if (how === 'replace') holder[name] = place;
  else Object.defineProperty(holder, key, { value: place, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(body).replace(JSON.stringify(place), () => hostile);
}

type Holder = Record<string, unknown>;

/** Every place of a value inside a body, the deep ones as likely as the shallow ones. */
function placesIn(value: unknown): [holder: Holder, name: string][] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((name) => [[holder, name] as [Holder, string], ...placesIn(holder[name])]);
}
