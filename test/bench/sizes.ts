import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPopup, maxPopupBytes } from '../../client/build/build-popup.ts';
import { buildTag, maxTagBytes } from '../../client/build/build-tag.ts';
import { buildConsole, maxFirstPageBytes } from '../../client/console/build-console.ts';
import type { BenchResult, Figure } from './result.ts';

/** Sizes of what the browser gets, brotli -11; the build fails above them. */
export async function bench(): Promise<BenchResult> {
  const outdir = await mkdtemp(join(tmpdir(), 'usher-sizes-'));
  const [tag, popup, app] = await Promise.all([buildTag({ outdir }), buildPopup({ outdir }), buildConsole(outdir)]);
  await rm(outdir, { recursive: true });
  return {
    title: 'Sizes',
    method: 'Built afresh, brotli -11; the tag as the Worker serves it, with a realistic configuration in it.',
    rows: [
      figure('tag', tag.bytes, maxTagBytes),
      figure('popup chunk', popup.bytes, maxPopupBytes),
      figure('first console page, script', app.firstPageBytes, maxFirstPageBytes),
    ],
  };
}

function figure(what: string, bytes: number, atMost: number): Figure {
  return { what, measured: `${bytes} B`, toReach: `≤ ${atMost} B`, reached: bytes <= atMost };
}
