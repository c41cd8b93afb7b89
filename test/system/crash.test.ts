import { expect, it } from 'vitest';
import { Random } from '../../worker/services/sample/random.ts';
import { crashRounds } from '../support/crash-rounds.ts';

it('loses no acknowledged event and applies none twice when workerd is killed under load, 20 times', async () => {
  const random = new Random(7);
  const result = await crashRounds(20, () => random.next());
  console.log(result);
  expect(result.acknowledgedEvents).toBeGreaterThan(20 * 3);
  expect(result).toMatchObject({ rounds: 20, lost: 0, appliedTwice: 0 });
}, 180_000);
