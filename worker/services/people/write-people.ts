import { type ServerStatement, writeStep } from '../../../shared/profile/write-step.ts';
import type { LinkedBundle } from '../../../shared/rules/link.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { warmAtOnce } from '../../stores/histories.ts';
import { inParts } from '../../stores/in-parts.ts';
import { Profiles } from '../../stores/profiles.ts';
import { commitServerWrites, type ServerWrite } from '../../stores/server-writes.ts';
import { newSecret } from '../console/secret.ts';
import { noteSeen } from '../note-seen.ts';
import { bundleInForce } from './bundle-in-force.ts';
import { gather, type Person, type PersonWrite, type WriteOptions, type WriteOutcome } from './gather.ts';

/** A transaction stays short. */
const maxProfilesAtOnce = 250;
const maxTries = 12;

/**
 * Writes what the server says of people, in order and in transactions of at most 250 profiles; later writes find the people that
 * earlier ones made. One that cannot be written is told in its outcome and does not keep the others.
 */
export async function writePeople(
  env: Env,
  site: SiteId,
  writes: readonly PersonWrite[],
  options: WriteOptions,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (let from = 0; from < writes.length; from += maxProfilesAtOnce) {
    outcomes.push(...(await writeChunk(env, site, writes.slice(from, from + maxProfilesAtOnce), options)));
  }
  return outcomes;
}

async function writeChunk(
  env: Env,
  site: SiteId,
  writes: readonly PersonWrite[],
  options: WriteOptions,
): Promise<WriteOutcome[]> {
  const outcomes: (WriteOutcome | undefined)[] = writes.map(() => undefined);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (attempt > 0) await scheduler.wait(Math.random() * Math.min(2 ** attempt, 256));
    const { linked, bundleVersion, wanted } = await bundleInForce(env, site);
    const people = await gather(env.DB, site, { writes, outcomes }, options);
    const prepared = await prepare(env, site, people, { linked, now: options.now });
    const ready = prepared.filter((one): one is Ready => typeof one.write !== 'string');
    for (const { person, write } of prepared) if (typeof write === 'string') refuse(outcomes, person, write);
    let isWhole = true;
    for (const part of inParts(ready, lengthOf)) {
      const target = { site, bundleVersion, wanted, now: options.now };
      const numbers = await commitServerWrites(
        env.DB,
        target,
        part.map(({ write }) => write),
      );
      isWhole &&= numbers !== false;
      if (!numbers) continue;
      const events = part.flatMap(({ write }) => write.result.accepted.events);
      await noteSeen(env.DB, linked.bundle, { events, now: options.now });
      for (const [index, { person }] of part.entries()) note(outcomes, person, numbers[index] as number);
    }
    if (isWhole) return outcomes as WriteOutcome[];
  }
  throw new ProblemError('overloaded', 'other writers won every try');
}

type Ready = Prepared & { write: ServerWrite };

function refuse(outcomes: (WriteOutcome | undefined)[], { places }: Person, detail: string): void {
  for (const place of places) outcomes[place] = { kind: 'refused', detail };
}

function note(outcomes: (WriteOutcome | undefined)[], person: Person, n: number): void {
  for (const place of person.places) outcomes[place] = { kind: person.n === null ? 'created' : 'updated', n };
}

function lengthOf({ write: { result } }: Ready): number {
  return JSON.stringify(result.snapshot).length + JSON.stringify(result.accepted).length;
}

interface Prepared {
  person: Person;
  /** Or why there is none. */
  write: ServerWrite | string;
}

async function prepare(
  env: Env,
  site: SiteId,
  people: ReadonlySet<Person>,
  { linked, now }: { linked: LinkedBundle; now: number },
): Promise<Prepared[]> {
  const rows = (await new Profiles(env.DB).many([...people].flatMap(({ n }) => n ?? []))).filter(
    (row) => row.site === site,
  );
  await warmAtOnce(env.DB, rows, linked.bundle);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  return [...people].map((person): Prepared => {
    const row = person.n === null ? undefined : byNumber.get(person.n);
    if (person.n !== null && !row) return { person, write: 'there is no such profile' };
    const stored = row && {
      snapshot: JSON.stringify(row.snapshot),
      membership: { members: row.members, evaluated: row.evaluated, warm: row.warm, identified: row.identified },
      lists: row.lists,
      until: row.until,
    };
    const statement = person.statement as ServerStatement;
    const result = writeStep(stored ?? null, statement, { linked, now, newStream: newSecret().slice(0, 11) });
    if (!result) return { person, write: 'this profile is full' };
    return {
      person,
      write: {
        known: row ? { n: row.n, version: row.version } : null,
        result,
        eventIds: statement.eventIds ?? [],
        wasIdentified: row?.identified ?? false,
      },
    };
  });
}
