import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { factsOf } from '../../../shared/profile/facts-of.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { emptySnapshot } from '../../../shared/profile/snapshot.ts';
import { warm } from '../../../shared/profile/warming.ts';
import { match } from '../../../shared/rules/match.ts';
import { arbitraryEventCondition, arbitraryEventTime, arbitrarySequence } from '../../support/arbitrary-event.ts';
import { arbitraryQuestion } from '../../support/arbitrary-rule.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import { type CaseEvent, compileAlone, timeOf } from '../../support/rule-facts.ts';

const everythingAllowed = { mode: 'off', state: {}, gpc: false } as const;

/** Batches of one event each, from two streams. */
function batchesOf(events: readonly CaseEvent[], now: number): AcceptedBatch[] {
  return events.map((event, index) => ({
    stream: index % 2 === 0 ? 'stream1' : 'stream2',
    sequence: index + 1,
    receivedAt: now,
    events: [{ name: event[0], time: timeOf(event, now), session: 's', properties: event[2] }],
    consent: {},
    gpc: false,
    request: {},
  }));
}

it('a rule over a profile that was reduced from batches, in any order or warmed later, answers as its meaning says', () => {
  const rule = fc.oneof(arbitraryEventCondition, arbitraryEventTime, arbitrarySequence);
  fc.assert(
    fc.property(rule, arbitraryQuestion, fc.boolean(), (condition, { facts, now, zone }, isLate) => {
      const { program, table } = compileAlone(condition, { timeZone: zone });
      const measures = [...table.measures.values()];
      const context = { measures: isLate ? [] : measures, currency: 'EUR', closed: [] };
      const batches = batchesOf(facts.events, now);
      const snapshot = emptySnapshot();
      for (const batch of batches.toReversed()) reduce(snapshot, batch, context);
      if (isLate) warm(snapshot, batches, { measures, currency: 'EUR' });
      const stored = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot;
      const answer = match(program, table, { facts: factsOf(stored, everythingAllowed), now });
      expect(answer.answer).toBe(naiveAnswer(condition, { events: facts.events }, { now, zone }));
    }),
    { numRuns: 4_000 },
  );
});

it('a profile knows when each of its attributes was last said', () => {
  const event = (name: string, time: number, properties: CaseEvent[2]) => ({ name, time, session: 's', properties });
  const snapshot = emptySnapshot();
  reduce(
    snapshot,
    {
      stream: 'a',
      sequence: 1,
      receivedAt: 9_000,
      events: [
        event('session_start', 1_000, {}),
        event('identify', 2_000, { attributes: { email: 'a@b.c', first_name: 'Ann' } }),
        event('purchase', 3_000, { value: 5, currency: 'EUR' }),
        event('identify', 4_000, { attributes: { first_name: '' } }),
        event('page_view', 5_000, {}),
      ],
      consent: {},
      gpc: false,
      request: { country: 'DE' },
    },
    { measures: [], currency: 'EUR', closed: [] },
  );
  const { saidAt } = factsOf(snapshot, everythingAllowed);
  expect(saidAt).toMatchObject({
    email: 2_000,
    country: 9_000,
    first_seen: 1_000,
    last_seen: 5_000,
    page_views: 5_000,
    order_total: 3_000,
    last_order: 3_000,
  });
  expect(saidAt).not.toHaveProperty('first_name');
});
