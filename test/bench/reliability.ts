import { Random } from '../../worker/local/seed/random.ts';
import { faultyRounds } from '../support/faulty-rounds.ts';
import type { BenchResult, Figure } from './result.ts';

const batches = Number(process.env.BATCHES ?? 10_000);

/** R2, R5 and R6: batches through a network that spoils four requests in ten. */
export async function bench(): Promise<BenchResult> {
  const random = new Random(Date.now() % 1_000_000);
  const faulty = await faultyRounds(batches, { random: () => random.next() });
  const faults = Object.entries(faulty.faults).map(([fault, count]) => `${fault} ${count}`);
  return {
    page: 'reliability',
    title: 'Reliability',
    method: `${batches.toLocaleString('en')} batches of 40 visitors, up to three of each under way at once, to the Worker in workerd through a proxy that spoils requests (${faults.join(', ')}). Every profile is held against what was sent, every reply against what it had to have counted; at the end each batch is sent once more.`,
    rows: [
      none('R2: profiles that differ from what was sent', faulty.wrongProfiles),
      none('R5: replies that had not counted the batch they answer', faulty.wrongReplies),
      none('R5: batches answered other bytes when sent again', faulty.otherBytes),
      none('R6: sizes that differ from a count of everybody', faulty.wrongSizes),
    ],
  };
}

function none(what: string, count: number): Figure {
  return { what, measured: String(count), toReach: '0', reached: count === 0 };
}
