import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TagConfig } from '../../shared/schema/protocol.ts';
import { brotliSize, requireWithin } from './brotli-size.ts';
import { shrink } from './shrink.ts';
import { refuseForeignFiles } from './visitor-imports.ts';

/** The core, brotli -11, with a realistic configuration put in. */
export const maxTagBytes = 6_144;

const root = fileURLToPath(new URL('../..', import.meta.url));
const placeholder = 'USHER_CONFIG';

const realisticConfig: TagConfig = {
  site: 's_4fzyo82m',
  host: 'https://usher.shop.example',
  consentMode: 'required',
  currency: 'EUR',
  popup: '/assets/popup-X7KQ2LZA.js',
};

/** The script as the Worker serves it: the built core with the settings of a site in place of the placeholder. */
export function withConfig(core: string, config: TagConfig): string {
  return core.replace(placeholder, () => JSON.stringify(config));
}

/**
 * Builds the core of the tag into `outdir/tag.js` and answers its bytes. Throws when it is over its budget, when it holds
 * files that are not for visitors, or when the placeholder does not stand in it exactly once. `entry` is for tests.
 */
export async function buildTag({ outdir, entry = 'client/tag/main.ts' }: { outdir: string; entry?: string }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(outdir, 'tag.js'),
    bundle: true,
    minifySyntax: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  // Nothing of it is visible to the page: a module's scope made into a function's.
  const core = `(()=>{${await shrink(outputFiles[0]?.text ?? '')}})();`;
  refuseForeignFiles(metafile);
  const uses = core.split(placeholder).length - 1;
  if (uses !== 1) throw new Error(`tag.js: ${placeholder} stands in it ${uses} times, must be once`);
  const bytes = brotliSize(withConfig(core, realisticConfig));
  requireWithin('tag.js', bytes, maxTagBytes);
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'tag.js'), core);
  return { bytes };
}
