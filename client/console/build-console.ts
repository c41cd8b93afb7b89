import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/** Script that the first page loads: the entry and its static imports, brotli -11. */
export const maxFirstPageBytes = 250 * 1_024;

const consoleFolder = fileURLToPath(new URL('.', import.meta.url));
const rootFolder = join(consoleFolder, '../..');

/** Paths below the site's root, hash-named. */
interface PageFiles {
  script: string;
  styles: string[];
}

export interface ConsoleFiles {
  app: PageFiles;
  /** The page inside the preview of promotions. */
  preview: PageFiles;
  firstPageBytes: number;
}

/**
 * Builds the console into `dist/assets`, each page a chunk of its own. Throws when the first page is over its budget or
 * when a file of the Worker got into the bundle.
 */
export async function buildConsole(dist: string): Promise<ConsoleFiles> {
  const { metafile } = await build({
    absWorkingDir: rootFolder,
    entryPoints: { console: 'client/console/main.tsx', preview: 'client/preview/preview.ts' },
    outdir: join(dist, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: 'console-[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    sourcemap: false,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  refuseWorkerFiles(metafile);
  const path = (file: string) => `/${relative(dist, join(rootFolder, file)).replaceAll('\\', '/')}`;
  const entryOf = (source: string) => {
    const [script, entry] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
    if (!script || !entry) throw new Error(`esbuild wrote no entry for ${source}`);
    return { file: script, script: path(script), styles: entry.cssBundle ? [path(entry.cssBundle)] : [] };
  };
  const { file, ...app } = entryOf('client/console/main.tsx');
  const { file: _, ...preview } = entryOf('client/preview/preview.ts');
  const firstPageBytes = await brotliBytes(staticImports(metafile, file));
  if (firstPageBytes > maxFirstPageBytes) {
    throw new Error(`first console page: ${firstPageBytes} bytes brotli, at most ${maxFirstPageBytes}`);
  }
  return { app, preview, firstPageBytes };
}

/** The console takes the types of the Worker's routes and nothing else: docs/decisions/0004-console-client.md. */
export function refuseWorkerFiles(metafile: Metafile): void {
  const foreign = Object.keys(metafile.inputs).filter((file) => file.startsWith('worker/'));
  if (foreign.length > 0) throw new Error(`the console bundles files of the Worker: ${foreign.join(', ')}`);
}

function staticImports(metafile: Metafile, script: string): string[] {
  const files = new Set([script]);
  for (const file of files) {
    for (const { path, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') files.add(path);
    }
  }
  return [...files];
}

async function brotliBytes(files: string[]): Promise<number> {
  const texts = await Promise.all(files.map((file) => readFile(join(rootFolder, file))));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return texts.reduce((sum, text) => sum + brotliCompressSync(text, { params }).length, 0);
}
