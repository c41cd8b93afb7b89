import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './result.ts';

/**
 * `npm run bench -- NAME`: runs `test/bench/NAME.ts`, prints its figures as a table and as JSON, and keeps them in
 * the page of `docs/` that the benchmark names. Without a name it lists what there is.
 */

const benches = [
  'sizes',
  'collect',
  'crash',
  'reliability',
  'people',
  'security',
  'import',
  'population',
  'recheck',
  'rules',
  'agreement',
] as const;
const heads = {
  benchmarks:
    '# Benchmarks\n\nLast results of the scripts in `test/bench/`, written by them. Machines differ: compare ratios and counts.\n',
  reliability:
    '# Reliability and security\n\nLast results of the scripts in `test/bench/`, written by them. The same checks run smaller in `npm test`.\n',
};

const [name] = process.argv.slice(2);
if (!benches.some((bench) => bench === name)) {
  console.log(`npm run bench -- ${benches.join(' | ')}`);
  process.exit(name === undefined ? 0 : 1);
}

const { bench } = (await import(`./${name}.ts`)) as { bench: () => Promise<BenchResult> };
const result = await bench();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
const section = render(name as string, result, machine);
console.log(section);
console.log(JSON.stringify({ bench: name, machine, ...result }));
keep(name as string, section, result.page ?? 'benchmarks');

function render(id: string, { title, method, rows }: BenchResult, on: string): string {
  const lines = rows.map(({ what, measured, toReach, reached }) => {
    const verdict = reached === undefined ? '' : reached ? 'yes' : 'no';
    return `| ${what} | ${measured} | ${toReach} | ${verdict} |`;
  });
  return [
    `<!-- ${id} -->`,
    `## ${title}`,
    '',
    `${method} \`npm run bench -- ${id}\`, ${new Date().toISOString().slice(0, 10)}, ${on}.`,
    '',
    '| what | measured | to reach | reached |',
    '| --- | --- | --- | --- |',
    ...lines,
    `<!-- /${id} -->`,
  ].join('\n');
}

/** Replaces the section of this benchmark on its page, or adds it. */
function keep(id: string, text: string, page: keyof typeof heads): void {
  const file = fileURLToPath(new URL(`../../docs/${page}.md`, import.meta.url));
  const before = existsSync(file) ? readFileSync(file, 'utf8') : heads[page];
  const known = new RegExp(`<!-- ${id} -->[\\s\\S]*<!-- /${id} -->`);
  const after = known.test(before) ? before.replace(known, () => text) : `${before}\n${text}\n`;
  writeFileSync(file, after);
}
