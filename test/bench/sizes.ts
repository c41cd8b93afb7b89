import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliSize } from '../../client/build/brotli-size.ts';
import { maxPopupBytes } from '../../client/build/build-popup.ts';
import { maxTagBytes, withConfig } from '../../client/build/build-tag.ts';
import { maxFirstPageBytes } from '../../client/console/build-console.ts';
import type { TagConfig } from '../../shared/schema/protocol.ts';
import type { BenchResult, Figure } from './result.ts';

/** Sizes of the built files, brotli -11, and of the demo's replies. Needs `npm run build`. */
export async function bench(): Promise<BenchResult> {
  const manifest = JSON.parse(read('manifest.json')) as {
    popup: string;
    console: { script: string; imports: string[] };
  };
  const config: TagConfig = {
    site: 's_4fzyo82m',
    host: 'https://usher.shop.example',
    consentMode: 'required',
    currency: 'EUR',
    popup: manifest.popup,
  };
  const firstPage = [manifest.console.script, ...manifest.console.imports];
  return {
    title: 'Sizes',
    method: 'The built files, brotli -11; the tag as the Worker serves it, with a realistic configuration in it.',
    rows: [
      figure('tag', brotliSize(withConfig(read('tag.js'), config)), maxTagBytes),
      figure('popup chunk', brotliSize(read(manifest.popup)), maxPopupBytes),
      figure(
        'first console page, script',
        firstPage.reduce((sum, path) => sum + brotliSize(read(path)), 0),
        maxFirstPageBytes,
      ),
    ],
  };
}

function figure(what: string, bytes: number, atMost: number): Figure {
  return { what, measured: `${bytes} B`, toReach: `≤ ${atMost} B`, reached: bytes <= atMost };
}

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../client/dist/${path}`, import.meta.url)), 'utf8');
}
