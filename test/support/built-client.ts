import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPopup } from '../../client/build/build-popup.ts';
import { buildTag } from '../../client/build/build-tag.ts';

export interface BuiltClient {
  core: string;
  popup: { path: string; text: string };
}

let built: Promise<BuiltClient> | undefined;

/** The tag and the popup chunk as the build makes them, once per process. */
export function builtClient(): Promise<BuiltClient> {
  built ??= build();
  return built;
}

async function build(): Promise<BuiltClient> {
  const outdir = await mkdtemp(join(tmpdir(), 'usher-client-'));
  try {
    const [{ path }] = await Promise.all([buildPopup({ outdir }), buildTag({ outdir })]);
    const [core, text] = await Promise.all([
      readFile(join(outdir, 'tag.js'), 'utf8'),
      readFile(join(outdir, path), 'utf8'),
    ]);
    return { core, popup: { path, text } };
  } finally {
    await rm(outdir, { recursive: true });
  }
}
