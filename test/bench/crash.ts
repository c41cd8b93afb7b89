import { Random } from '../../worker/services/sample/random.ts';
import { crashRounds } from '../support/crash-rounds.ts';
import type { BenchResult } from './result.ts';

const rounds = 200;

/** R1: kills of workerd at random instants under load. */
export async function bench(): Promise<BenchResult> {
  const random = new Random(Date.now() % 1_000_000);
  const result = await crashRounds(rounds, () => random.next());
  return {
    page: 'reliability',
    title: 'Crashes',
    method: `Eight visitors write batches and retry while workerd is killed (SIGKILL) ${rounds} times; every profile is then held against what was acknowledged.`,
    rows: [
      { what: 'acknowledged events', measured: String(result.acknowledgedEvents), toReach: '–' },
      { what: 'lost', measured: String(result.lost), toReach: '0', reached: result.lost === 0 },
      {
        what: 'applied twice',
        measured: String(result.appliedTwice),
        toReach: '0',
        reached: result.appliedTwice === 0,
      },
    ],
  };
}
