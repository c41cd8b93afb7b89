import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchProfile } from './generate-profiles.ts';
import type { PeerRule } from './peer-rule.ts';

const folder = fileURLToPath(new URL('../peers', import.meta.url));

/** A peer with its rules in it. */
export interface Peer {
  /** In the form that suits it best, outside of what is timed. */
  prepare(profile: Pick<BenchProfile, 'flat'> & { dates: Record<string, number>; names: readonly string[] }): unknown;
  /** Writes 1 where a segment holds, else 0. */
  answers(context: unknown, out: Uint8Array): void;
}

export interface PeerMaker {
  /** With its version. */
  name: string;
  /** From so many segments on it is not asked: it would take minutes. */
  upTo: number;
  make(rules: readonly PeerRule[]): Peer;
}

const known = [
  { file: 'featurevisor', name: 'featurevisor', package: '@featurevisor/sdk', upTo: 10_000 },
  { file: 'casl', name: 'casl', package: '@casl/ability', upTo: 1_000 },
  { file: 'growthbook', name: 'growthbook', package: '@growthbook/growthbook', upTo: 10_000 },
  { file: 'json-logic', name: 'jsonLogic', package: 'json-logic-engine', upTo: 1_000 },
  { file: 'flagsmith', name: 'flagsmith', package: 'flagsmith-nodejs', upTo: 1_000 },
  { file: 'launchdarkly', name: 'launchdarkly', package: '@launchdarkly/js-server-sdk-common', upTo: 1_000 },
  { file: 'sift', name: 'sift', package: 'sift', upTo: 1_000 },
] as const;

/** Peers of the bench, which are none of the project's own dependencies: installed when they are not there yet. */
export async function loadPeers(): Promise<PeerMaker[]> {
  const installed = `${folder}/node_modules/.package-lock.json`;
  const isStale =
    !existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}/package-lock.json`).mtimeMs;
  if (isStale) execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  return Promise.all(
    known.map(async ({ file, name, package: from, upTo }) => {
      const { [name]: make } = (await import(`../peers/${file}.mjs`)) as Record<string, PeerMaker['make']>;
      const { version } = JSON.parse(readFileSync(`${folder}/node_modules/${from}/package.json`, 'utf8'));
      if (!make) throw new Error(`${file}.mjs exports no ${name}`);
      return { name: `${from} ${version}`, upTo, make };
    }),
  );
}
