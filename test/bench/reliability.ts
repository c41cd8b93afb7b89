import { Random } from '../../worker/services/sample/random.ts';
import { faultyRounds } from '../support/faulty-rounds.ts';
import type { BenchResult, Figure } from './result.ts';
import { runTests } from './run-tests.ts';

const histories = 2_000;
const batches = Number(process.env.BATCHES ?? 10_000);

/** R2 to R6: batches through a network that spoils four requests in ten, random histories, many writers of one person. */
export async function bench(): Promise<BenchResult> {
  const random = new Random(Date.now() % 1_000_000);
  const faulty = await faultyRounds(batches, { random: () => random.next() });
  const { figures, failed } = runTests('worker', ['test/worker/rebuild.test.ts', 'test/worker/collect.test.ts'], {
    HISTORY_RUNS: String(histories),
  });
  const faults = Object.entries(faulty.faults).map(([fault, count]) => `${fault} ${count}`);
  return {
    page: 'reliability',
    title: 'Reliability',
    method: `${batches.toLocaleString('en')} batches of 40 visitors, up to three of each under way at once, to the Worker in workerd through a proxy that spoils requests (${faults.join(', ')}). Every profile is held against what was sent, every reply against what it had to have counted; at the end each batch is sent once more. Then ${histories.toLocaleString('en')} random histories of visits, out of order and repeated, server writes, merges and erasures in the Worker, every profile made anew from its batches in D1.`,
    rows: [
      none('R2: profiles that differ from what was sent', faulty.wrongProfiles),
      {
        what: `R3: of ${figures.rebuilt} profiles of ${figures.histories} histories, those that are not what their batches make of them`,
        measured: failed === 0 ? '0' : `${failed} checks failed`,
        toReach: '0',
        reached: failed === 0 && figures.histories === histories,
      },
      none('R4: lost of 16 × 25 batches of 8 browsers and 8 calls of the server to one person', figures.lost ?? NaN),
      none('R5: replies that had not counted the batch they answer', faulty.wrongReplies),
      none('R5: batches answered other bytes when sent again', faulty.otherBytes),
      none(
        'R6: sizes that differ from a count of everybody, after either',
        faulty.wrongSizes + (figures.wrongSizes ?? NaN),
      ),
    ],
  };
}

function none(what: string, count: number): Figure {
  return { what, measured: String(count), toReach: '0', reached: count === 0 };
}
