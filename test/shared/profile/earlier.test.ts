import { expect, it } from 'vitest';
import { leastRematched, lookAgainAt, untilOf } from '../../../shared/profile/earlier.ts';
import { type IncomingBatch, type StepResult, type StoredProfile, step } from '../../../shared/profile/step.ts';
import { writeStep } from '../../../shared/profile/write-step.ts';
import { link } from '../../../shared/rules/link.ts';
import { generateRules } from '../../bench/rules/generate-rules.ts';
import { Random } from '../../bench/rules/random.ts';
import { benchNow, counters, lists, numbers, texts } from '../../bench/rules/vocabulary.ts';
import { bundleOfRules } from '../../bench/rules/workload.ts';

const bundle = bundleOfRules(generateRules(new Random(1), leastRematched));
const linked = link({ ...bundle, site: { ...bundle.site, consentMode: 'implied' } });
const random = new Random(2);
const hourMs = 3_600_000;

/** Somebody tells a few things of themselves and does a few others. */
function someBatch(sequence: number, time: number): IncomingBatch {
  const traits = [
    ...texts.map(({ name, values }) => [name, random.pick(values)] as const),
    ...numbers.map(({ name, largest }) => [name, random.integer(0, largest)] as const),
    ...lists.map(({ name, values }) => [name, random.sample(values, 2)] as const),
  ];
  const said = Object.fromEntries(random.sample(traits, random.integer(1, 8)));
  const done = Array.from({ length: random.integer(0, 3) }, () => random.pick(counters).event);
  const events = [
    { name: 'identify', properties: { attributes: said } },
    ...done.map((name) => ({ name, properties: {} })),
  ].map((event, index) => ({ ...event, time: time - 1_000 + index, session: 'one' }));
  const consent = { personalisation: sequence === 1 || random.chance(0.9) };
  return { stream: 'page', sequence, sentAt: time, consent, gpc: false, request: {}, hash: 7, events } as IncomingBatch;
}

function storedAs({ text, membership, recheckAt }: StepResult): StoredProfile {
  return { snapshot: text, membership, lists: [], until: untilOf({ ...membership, recheckAt }) };
}

/** As of a row that says nothing of earlier answers. */
function unknown(stored: StoredProfile): StoredProfile {
  return { ...stored, until: -Infinity };
}

it('batch after batch, memberships that go on from the stored ones are those of a full run', () => {
  let stored: StoredProfile | null = null;
  let moved = 0;
  for (let sequence = 1; sequence <= 60; sequence += 1) {
    const now = benchNow + sequence * hourMs;
    const batch = someBatch(sequence, now);
    const full = step(stored && unknown(stored), batch, { linked, now });
    const result: StepResult = step(stored, batch, { linked, now });
    expect(result.membership).toEqual(full.membership);
    expect(result.moves).toEqual(full.moves);
    expect(result.deltas).toEqual(full.deltas);
    expect(result.recheckAt ?? Infinity).toBeLessThanOrEqual(full.recheckAt ?? Infinity);
    moved += result.moves.length;
    stored = storedAs(result);
  }
  expect(moved).toBeGreaterThan(100);
});

const first = step(null, someBatch(1, benchNow), { linked, now: benchNow });
const now = benchNow + 1_000;
/** One that says of itself that it is in no segment: who goes on from it believes that. */
const lying = { ...storedAs(first), membership: { ...first.membership, members: [] } };
const silent = { ...someBatch(2, now), consent: first.accepted.consent, events: [] };
const statement = { events: [], proven: [], consent: {}, source: 'api' };
const { version } = linked.bundle;

it.each<[string, Partial<StoredProfile>, isBelieved: boolean]>([
  ['that is of these segments and of now', {}, true],
  ['of which time has moved on', { until: now }, false],
  [
    'of a profile that was set aside',
    { until: untilOf({ ...lying.membership, recheckAt: lookAgainAt(now + hourMs) }) },
    false,
  ],
  ['of another bundle', { membership: { ...lying.membership, evaluated: version - 1 } }, false],
])('a stored membership %s', (_, said, isBelieved) => {
  expect(first.membership.members.length).toBeGreaterThan(0);
  const stored = { ...lying, ...said };
  const members = isBelieved ? [] : first.membership.members;
  expect(step(stored, silent, { linked, now }).membership.members).toEqual(members);
  const written = writeStep(stored, statement, { linked, now, newStream: 'x' });
  expect(written?.membership.members).toEqual(members);
});

it('what was evaluated before its series were complete is no answer to go on from', () => {
  expect(untilOf({ evaluated: 3, warm: 2, recheckAt: 9 })).toBe(-Infinity);
  expect(untilOf({ evaluated: 3, warm: 3, recheckAt: 9 })).toBe(9);
  expect(untilOf({ evaluated: 3, warm: 3, recheckAt: null })).toBe(Infinity);
});

it('is looked at again when it was said, to the second', () => {
  for (const at of [benchNow, benchNow + 1, benchNow + 998, benchNow + 999]) {
    expect(Math.abs(lookAgainAt(at) - at)).toBeLessThan(1_000);
  }
});
