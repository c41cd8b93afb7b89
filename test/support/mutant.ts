import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as executors from './executors.ts';

/** A fault to plant: in this file of `shared/`, this text becomes that. */
export interface Mutation {
  file: string;
  from: string;
  to: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The executors with one fault. Throws when its place is not there exactly once, so that a mutation never plants nothing. */
export async function mutantOf({ file, from, to }: Mutation): Promise<typeof executors> {
  const path = join(root, 'shared', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2)
    throw new Error(`"${from}" stands ${source.split(from).length - 1} times in ${file}`);
  const { outputFiles } = await build({
    entryPoints: [join(root, 'test/support/executors.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [
      {
        name: 'mutation',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, (loaded) =>
            loaded.path === path ? { contents: source.replace(from, to), loader: 'ts' } : undefined,
          );
        },
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'usher-mutant-'));
  try {
    const bundle = join(folder, 'mutant.mjs');
    writeFileSync(bundle, outputFiles[0]?.contents ?? '');
    return (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as typeof executors;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
