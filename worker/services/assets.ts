import type { Env } from '../config.ts';

/** What the client build wrote, by hash-named path. */
export interface Manifest {
  popup: string;
  console: PageFiles;
  /** The page inside the console's preview of promotions. */
  preview: PageFiles;
}

interface PageFiles {
  script: string;
  styles: string[];
}

/** Text of a built file by its path. Throws when the client was not built. */
export async function readAsset(env: Env, path: string): Promise<string> {
  const response = await env.ASSETS.fetch(new URL(path, 'https://assets.invalid'));
  if (!response.ok) throw new Error(`no asset ${path}: run npm run build`);
  return await response.text();
}

/** The client's manifest. Assets are part of a deployment, so the runtime caches them. */
export async function readManifest(env: Env): Promise<Manifest> {
  return JSON.parse(await readAsset(env, '/manifest.json')) as Manifest;
}
