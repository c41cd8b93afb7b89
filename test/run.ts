import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: build, gates, every test, and one closing line that anybody's tool can read. Arguments go to vitest, e.g.
 * `npm test -- --project node`.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const counts = { passed: 0, failed: 0 };

const gates: [name: string, command: string, args: string[]][] = [
  ['build, with its size gates', process.execPath, ['client/build.ts']],
  ['types', bin('tsc'), ['-b']],
  ['lint and format', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['dead code', bin('knip'), []],
];

for (const [name, command, args] of gates) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) counts.passed += 1;
  else counts.failed += 1;
}

console.log('\n— tests');
const folder = mkdtempSync(join(tmpdir(), 'usher-test-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
counts.passed += countIn(report, 'numPassedTests');
counts.failed += countIn(report, 'numFailedTests');
// A file that cannot be loaded, an error outside of any test, or no report at all.
if (status !== 0 && countIn(report, 'numFailedTests') === 0) counts.failed += 1;
rmSync(folder, { recursive: true });

console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > gates.length ? 0 : 1);

function countIn(file: string, key: 'numPassedTests' | 'numFailedTests'): number {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Record<typeof key, number>)[key];
  } catch {
    return 0;
  }
}
