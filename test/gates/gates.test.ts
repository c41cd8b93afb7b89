import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Every gate is shown a violation, because tools that pass on nothing were seen. All on a copy of the tree. */

const root = fileURLToPath(new URL('../..', import.meta.url));
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'usher-gates-'));
  const tracked = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of tracked.stdout
    .toString()
    .split('\0')
    .filter((name) => name && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(copy, file), { recursive: true, force: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(tool: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(copy, 'node_modules/.bin', tool), args, { cwd: copy });
  return { status, output: `${stdout}${stderr}` };
}

/** What a tool says while a file with this content is in the tree. */
function withPlanted(file: string, content: string, tool: string, ...args: string[]) {
  writeFileSync(join(copy, file), content);
  const result = run(tool, ...args);
  rmSync(join(copy, file));
  return result;
}

describe('boundaries', () => {
  it.each([
    ['shared imports the Worker', 'shared/planted.ts', `export { makeApp } from '../worker/app.ts';\n`, 'shared'],
    ['shared reads the clock of a platform', 'shared/planted.ts', `export const size = window.innerWidth;\n`, 'shared'],
    [
      'the Worker imports the client',
      'worker/planted.ts',
      `export { guard } from '../client/tag/guard.ts';\n`,
      'worker',
    ],
    [
      'the tag imports the Worker',
      'client/tag/planted.ts',
      `export { makeApp } from '../../worker/app.ts';\n`,
      'client',
    ],
  ])(
    '%s',
    (_, file, content, project) => {
      const { status, output } = withPlanted(file, content, 'tsc', '-b', project);
      expect(output).toContain('planted.ts');
      expect(status).not.toBe(0);
    },
    120_000,
  );
});

describe('lint and format', () => {
  it.each([
    ['an any', `export const loose: any = 1;\n`, 'noExplicitAny'],
    [
      'an import that nobody uses',
      `import { fold } from './rules/fold.ts';\n\nexport const one = 1;\n`,
      'noUnusedImports',
    ],
    ['a line that is not formatted', `export const  one = {a:1};\n`, 'format'],
  ])('%s', (_, content, rule) => {
    const { status, output } = withPlanted(
      'shared/planted.ts',
      content,
      'biome',
      'check',
      '--error-on-warnings',
      'shared',
    );
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });
});

describe('dead code', () => {
  it('a file that nobody imports', () => {
    const { status, output } = withPlanted('worker/services/planted.ts', `export const dead = 1;\n`, 'knip');
    expect(output).toContain('worker/services/planted.ts');
    expect(status).not.toBe(0);
  }, 60_000);

  it('a dependency that nobody uses', () => {
    const file = join(copy, 'package.json');
    const honest = readFileSync(file, 'utf8');
    writeFileSync(file, honest.replace('"dependencies": {', '"dependencies": {\n    "planted-dependency": "1.0.0",'));
    const { status, output } = run('knip');
    writeFileSync(file, honest);
    expect(output).toContain('planted-dependency');
    expect(status).not.toBe(0);
  }, 60_000);
});
