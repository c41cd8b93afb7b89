export interface Contender {
  name: string;
  /** Asks one profile. */
  ask(profile: number): void;
}

const warmMs = 300;
const rounds = 9;
const roundMs = 60;
/** Profiles between two looks at the clock, which takes a microsecond. */
const turns = 64;

/**
 * Ns of CPU per profile of each, asked of so many profiles in turn. In every round each has its turn, and its best round counts: others who
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

/** Of this thread: what others do on the machine is not in it. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function timed(ask: Contender['ask'], profiles: number, ms: number): number {
  const start = cpuMs();
  let asked = 0;
  while (cpuMs() - start < ms) {
    // The clock is read seldom.
    for (let turn = 0; turn < turns; turn += 1) {
      ask(asked % profiles);
      asked += 1;
    }
  }
  return ((cpuMs() - start) * 1e6) / asked;
}

/** CPU of one run, on average: its clock ticks too seldom for a median. */
export function meanMs(run: () => void, runs = 21): number {
  const start = cpuMs();
  for (let index = 0; index < runs; index += 1) run();
  return (cpuMs() - start) / runs;
}
