import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TestRun {
  passed: number;
  failed: number;
  /** What the tests counted: lines that they print as `FIGURES {…}`. */
  figures: Record<string, number>;
}

/** Runs test files of a project, larger than usual where `env` says so. */
export function runTests(project: string, files: readonly string[], env: Record<string, string> = {}): TestRun {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const report = join(folder, 'report.json');
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files],
    { cwd: root, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    success: boolean;
  };
  rmSync(folder, { recursive: true });
  const figures = [...stdout.matchAll(/FIGURES (\{.*\})/g)].map(([, json]) => JSON.parse(json as string));
  // A file that cannot be loaded has no tests that failed.
  const failed = success ? numFailedTests : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed, figures: Object.assign({}, ...figures) };
}
