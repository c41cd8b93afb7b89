import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { requireWithin } from '../../client/build/brotli-size.ts';
import { buildPopup, maxPopupBytes } from '../../client/build/build-popup.ts';
import { buildTag, maxTagBytes } from '../../client/build/build-tag.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds a tag that has this line on top of the real one. */
async function buildWith(line: string): Promise<unknown> {
  await using folder = await temporaryFolder();
  const entry = join(folder.path, 'entry.ts');
  await writeFile(entry, `import '${root}client/tag/main.ts';\n${line.replaceAll("'./", `'${root}`)}\n`);
  return await buildTag({ outdir: folder.path, entry });
}

test('tag and popup are within their budgets', async () => {
  await using folder = await temporaryFolder();
  const [tag, popup] = await Promise.all([buildTag({ outdir: folder.path }), buildPopup({ outdir: folder.path })]);
  expect(tag.bytes).toBeLessThanOrEqual(maxTagBytes);
  expect(popup.bytes).toBeLessThanOrEqual(maxPopupBytes);
  expect(maxTagBytes).toBe(6_144);
  expect(maxPopupBytes).toBe(3_584);
  const core = await readFile(join(folder.path, 'tag.js'), 'utf8');
  expect(core.match(/USHER_CONFIG/g)).toHaveLength(1);
  expect(await readFile(join(folder.path, popup.path), 'utf8')).toContain('export');
});

test('a byte too many fails the build', async () => {
  expect(() => requireWithin('tag.js', 6_145, 6_144)).toThrow('tag.js: 6145 bytes brotli, at most 6144');
  const noise = Array.from({ length: 3_000 }, (_, i) => ((i * 7_919) ** 3 % 65_521).toString(36)).join('');
  await expect(buildWith(`(globalThis as { noise?: string }).noise = '${noise}';`)).rejects.toThrow('at most 6144');
});

const planted: [name: string, line: string, found: string][] = [
  ['zod', "import * as z from './node_modules/zod/index.js'; console.info(z.string());", 'node_modules/zod/'],
  [
    'a value of a schema',
    "import { tagEvents } from './shared/schema/event.ts'; console.info(tagEvents);",
    'shared/schema/event.ts',
  ],
  [
    'the words of the rules',
    "import * as d from './shared/rules/describe.ts'; console.info(d);",
    'shared/rules/describe.ts',
  ],
  ['a file of the Worker', "import * as d from './worker/config.ts'; console.info(d);", 'worker/config.ts'],
];
test.each(planted)('%s in the tag fails the build', async (_name, line, found) => {
  await expect(buildWith(line)).rejects.toThrow(new RegExp(`not for visitors: .*${found}`));
});

test('the settings stand in the core exactly once', async () => {
  await expect(buildWith('declare const USHER_CONFIG: unknown; console.info(USHER_CONFIG);')).rejects.toThrow(
    '2 times',
  );
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'usher-build-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
