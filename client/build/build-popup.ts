import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { brotliSize, requireWithin } from './brotli-size.ts';
import { shrink } from './shrink.ts';
import { refuseForeignFiles } from './visitor-imports.ts';

/** The popup chunk, brotli -11. */
export const maxPopupBytes = 3_584;

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the popup chunk into `outdir/assets`, under a name with its hash, and answers its path below the site's root and
 * its bytes. Throws when it is over its budget or holds files that are not for visitors.
 */
export async function buildPopup({ outdir }: { outdir: string }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { popup: 'client/popup/popup.ts' },
    outdir: join(outdir, 'assets'),
    entryNames: '[name]-[hash]',
    bundle: true,
    minifySyntax: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const [chunk] = outputFiles;
  if (!chunk) throw new Error('esbuild wrote no popup chunk');
  refuseForeignFiles(metafile);
  const code = await shrink(chunk.text);
  const bytes = brotliSize(code);
  requireWithin('popup chunk', bytes, maxPopupBytes);
  await mkdir(dirname(chunk.path), { recursive: true });
  await writeFile(chunk.path, code);
  return { path: `/assets/${basename(chunk.path)}`, bytes };
}
