import { performance } from 'node:perf_hooks';

export interface Contender {
  name: string;
  /** Asks one profile. */
  ask(profile: number): void;
}

const warmMs = 300;
const rounds = 9;
const roundMs = 40;

/**
 * Ns per profile of each, asked of so many profiles in turn. In every round each has its turn, and its best round counts: others who
 * use the machine disturb all alike, and never make anyone faster.
 */
export function fastest(contenders: readonly Contender[], profiles: number): number[] {
  const best = contenders.map(() => Infinity);
  for (let round = -1; round < rounds; round += 1) {
    contenders.forEach(({ ask }, index) => {
      const ns = timed(ask, profiles, round < 0 ? warmMs : roundMs);
      if (round >= 0) best[index] = Math.min(best[index] as number, ns);
    });
  }
  return best;
}

function timed(ask: Contender['ask'], profiles: number, ms: number): number {
  const start = performance.now();
  let asked = 0;
  while (performance.now() - start < ms) {
    // The clock is read seldom.
    for (let turn = 0; turn < 8; turn += 1) {
      ask(asked % profiles);
      asked += 1;
    }
  }
  return ((performance.now() - start) * 1e6) / asked;
}

/** Of an odd number of runs. */
export function medianMs(run: () => void, runs = 21): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[(runs - 1) / 2] as number;
}
