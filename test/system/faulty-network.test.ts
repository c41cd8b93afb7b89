import { expect, it } from 'vitest';
import { Random } from '../../worker/services/sample/random.ts';
import { faultyRounds } from '../support/faulty-rounds.ts';

it('makes of 400 batches through a network that drops, doubles, delays, cuts and refuses what was sent', async () => {
  const random = new Random(11);
  const result = await faultyRounds(400, { random: () => random.next() });
  console.log(result);
  expect(Math.min(...Object.values(result.faults))).toBeGreaterThan(0);
  expect(result).toMatchObject({
    batches: 400,
    wrongProfiles: 0,
    firstWrong: null,
    wrongReplies: 0,
    otherBytes: 0,
    wrongSizes: 0,
  });
}, 120_000);
