import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetHeaders } from './build/asset-headers.ts';
import { buildPopup, maxPopupBytes } from './build/build-popup.ts';
import { buildTag, maxTagBytes } from './build/build-tag.ts';
import { buildConsole, maxFirstPageBytes } from './console/build-console.ts';
import { buildDemo } from './demo/build/pages.ts';

/** `npm run build`: everything the browser gets, into `client/dist`, within its budgets. */

const outdir = fileURLToPath(new URL('dist', import.meta.url));
// The folder itself stays: a running server watches it.
await mkdir(outdir, { recursive: true });
await Promise.all(['assets', 'demo'].map((folder) => rm(join(outdir, folder), { recursive: true, force: true })));

const [tag, popup, { app, preview, firstPageBytes }] = await Promise.all([
  buildTag({ outdir }),
  buildPopup({ outdir }),
  buildConsole(outdir),
  buildDemo(outdir),
]);
await appendFile(join(outdir, '_headers'), assetHeaders);
const manifest = { popup: popup.path, console: app, preview };
await writeFile(join(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

console.log(`tag.js              ${tag.bytes} of ${maxTagBytes} bytes brotli`);
console.log(`popup chunk         ${popup.bytes} of ${maxPopupBytes}`);
console.log(`first console page  ${firstPageBytes} of ${maxFirstPageBytes}`);
