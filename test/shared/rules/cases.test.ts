import { describe, expect, it } from 'vitest';
import * as executors from '../../support/executors.ts';
import { disagreements, ruleCases } from '../../support/rule-cases.ts';

const files = ruleCases();

describe.each(files)('every executor answers $file', ({ cases }) => {
  it.each(cases)('$name', (one) => {
    expect(disagreements(one, executors)).toEqual([]);
  });
});

it('there are 300 cases at least, no two alike', () => {
  const all = files.flatMap(({ cases }) => cases);
  expect(all.length).toBeGreaterThanOrEqual(300);
  const questions = all.map(({ rule, facts, now, zone, segments }) =>
    JSON.stringify([rule, facts, now, zone, segments]),
  );
  expect(all.length - new Set(questions).size).toBe(0);
});
