import { gzipSync } from 'node:zlib';
import { complete, type LiveFacts } from '../../../shared/rules/complete.ts';
import { link } from '../../../shared/rules/link.ts';
import type { Residual } from '../../../shared/rules/residual-shape.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Figure } from '../result.ts';
import { generateProfiles } from './generate-profiles.ts';
import { generateRules } from './generate-rules.ts';
import { Random } from './random.ts';
import { fastest } from './stopwatch.ts';
import { benchNow } from './vocabulary.ts';
import { bundleOfRules } from './workload.ts';

const segments = 1_000;
const maxBytes = 1_536;
const maxOpenBytes = 4_096;

/** Ten facts that only an open page knows, with what marketers ask of them. */
const live: ((random: Random) => Rule)[] = [
  number('cart', 'totalMinor', 20_000),
  number('cart', 'quantity', 10),
  number('cart', 'distinctItems', 8),
  number('page', 'timeOnPageSeconds', 120),
  number('page', 'engagedSeconds', 120),
  number('page', 'scrollPercent', 100),
  number('page', 'sessionPages', 12),
  number('page', 'sessionSeconds', 900),
  (random) => ({
    kind: 'page',
    property: 'path',
    operator: 'startsWith',
    value: `/${random.pick(['sale', 'new', 'tea'])}`,
  }),
  (random) => ({ kind: 'cart', property: 'products', operator: 'anyOf', value: [`p-${random.integer(1, 50)}`] }),
];

function number<Kind extends 'cart' | 'page'>(kind: Kind, property: string, largest: number): (random: Random) => Rule {
  return (random) =>
    ({ kind, property, operator: random.pick(['gt', 'gte', 'lt']), value: random.integer(1, largest) }) as Rule;
}

/** What a reply carries of a thousand segments that each ask the page something, too. */
export function residualSizes(): Figure[] {
  const random = new Random(6);
  const rules = generateRules(random, segments).map(
    (rule): Rule => ({ kind: 'all', rules: [rule, random.pick(live)(random)] }),
  );
  const bundle = bundleOfRules(rules);
  const linked = link(bundle);
  const profiles = generateProfiles(random, { count: 50, measures: bundle.measures });
  const replies = profiles.map(({ facts }) =>
    linked.segments.flatMap(({ id, program }) => {
      const { answer } = linked.residual(program, { facts, now: benchNow });
      return answer === false ? [] : [[id.replace('seg_', 'k'), answer]];
    }),
  );
  const gzipped = replies.map((maybe) => gzipSync(JSON.stringify({ segments: [], maybe })).length);
  const sorted = gzipped.toSorted((a, b) => a - b);
  const [median = 0, largest = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
  const open = replies.flat().slice(0, 50);
  const openBytes = Buffer.byteLength(JSON.stringify(open));
  const share = replies.flat().length / replies.length / segments;
  return [
    {
      what: 'reply for 1,000 segments over 10 live facts, gzip, median of 50 people',
      measured: `${median} B (largest ${largest} B), ${(share * 100).toFixed(1)} % of segments stay open; all rules: ${gzipSync(JSON.stringify(rules)).length} B`,
      toReach: `≤ ${maxBytes.toLocaleString('en')} B`,
      reached: median <= maxBytes,
    },
    {
      what: '50 segments that stay open',
      measured: `${openBytes} B`,
      toReach: `< ${maxOpenBytes.toLocaleString('en')} B`,
      reached: open.length === 50 && openBytes < maxOpenBytes,
    },
    { what: 'the page completes them', measured: `${completeMicroseconds(open).toFixed(1)} µs`, toReach: '–' },
  ];
}

/** All of them, on a page of which everything is known. */
function completeMicroseconds(open: readonly unknown[][]): number {
  const facts = new Map<string, string | number | string[]>([
    ['page.path', '/sale/tea'],
    ['cart.products', ['p-1', 'p-7']],
  ]);
  const page: LiveFacts = { get: (fact) => facts.get(fact) ?? 5, countSince: () => 1 };
  const ask = () => {
    for (const [, answer] of open) if (typeof answer !== 'boolean') complete(answer as Residual, page);
  };
  return (fastest([{ name: 'page', ask }], 1)[0] ?? Number.NaN) / 1_000;
}
