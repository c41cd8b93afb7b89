import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWrong, happenings } from './support/interleaving.ts';

const runs = 10;
/** A race is met by chance, mostly within the first ten. */
const runsToFind = 150;

/** What goes wrong in random interleavings, over a database whose statements are rewritten; null when nothing does. */
async function found(rewrite: (sql: string) => string, numRuns = runs): Promise<string | null> {
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => target.prepare(rewrite(sql));
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  let wrong: string | null = null;
  await fc.check(
    fc.asyncProperty(happenings, async (steps) => {
      wrong ??= await firstWrong(db, steps);
      return wrong === null;
    }),
    { numRuns, endOnFailure: true },
  );
  return wrong;
}

describe('visits, rechecks, publishes and walks in any order and at once', () => {
  it('leave sizes equal to a count of everybody, and moves that give the members', async () => {
    expect(await found((sql) => sql)).toBeNull();
  }, 60_000);

  // Each is a mistake that once made is easily missed.
  it.each([
    [
      'who becomes identified is not counted as such',
      'identified = identified + excluded.identified',
      'identified = identified',
    ],
    ['a page of a job is written over a visit', `AND p.version = w.value ->> 'version'`, ''],
    ['a job records no moves', `AND w.value ->> 'moves' IS NOT NULL`, 'AND false'],
    ['a job counts no sizes', `json_each(w.value, '$.deltas')`, `json_each('[]')`],
  ])(
    'are found wrong when %s',
    async (_, from, to) => {
      let isPlanted = false;
      const wrong = await found((sql) => {
        isPlanted ||= sql.includes(from);
        return sql.replaceAll(from, to);
      }, runsToFind);
      expect(isPlanted).toBe(true);
      expect(wrong).not.toBeNull();
    },
    180_000,
  );
});
