import { type EventDefinition, plumbingEvents, readyEvents } from '../../shared/schema/event-definition.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { ProblemError } from '../middleware/problem.ts';
import { Definitions } from '../stores/definitions.ts';
import { type SchemaUser, schemaUsage } from './schema-usage.ts';

/** An event that rules may ask for; `undeclared` has arrived and nobody declared it, with the properties it came with. */
export interface ListedEvent {
  definition: EventDefinition;
  origin: 'ready' | 'own' | 'undeclared';
  revision: number | null;
  usedBy: SchemaUser[];
  /** Epoch ms, to the day; null where that is not noted. */
  lastAt: number | null;
}

/** Events of one site. */
export class SchemaEvents {
  private readonly definitions: Definitions;

  constructor(db: D1Database, site: SiteId) {
    this.definitions = new Definitions(db, site);
  }

  async list(): Promise<ListedEvent[]> {
    const [own, seen, segments, campaigns] = await Promise.all([
      this.definitions.list('event'),
      this.definitions.seenNames(),
      this.definitions.list('segment'),
      this.definitions.list('campaign'),
    ]);
    const usage = schemaUsage({ segments, campaigns }).events;
    const arrived = new Map(seen.flatMap((one) => (one.kind === 'event' ? [[one.name, one.lastAt] as const] : [])));
    const declared = new Set(own.map(({ draft }) => draft.name));
    const listed = (definition: EventDefinition, origin: ListedEvent['origin'], revision: number | null) => ({
      definition,
      origin,
      revision,
      usedBy: usage.get(definition.name) ?? [],
      lastAt: arrived.get(definition.name) ?? null,
    });
    const propertiesOf = (name: string) =>
      seen.flatMap((one) => {
        if (one.kind !== 'property' || one.owner !== name || !one.type) return [];
        return { name: one.name, label: one.name, type: one.type };
      });
    return [
      ...readyEvents.map((event) => listed({ ...event, properties: [] }, 'ready', null)),
      ...own.map(({ draft, revision }) => listed(draft, 'own', revision)),
      ...[...arrived.keys()]
        .filter((name) => !declared.has(name))
        .map((name) => listed({ name, label: name, properties: propertiesOf(name).slice(0, 64) }, 'undeclared', null)),
    ];
  }

  /** Declares an event. Throws `in-use` when there is one of the name. */
  async declare(definition: EventDefinition, now: number): Promise<void> {
    refuseTwins(definition);
    const isTaken =
      plumbingEvents.includes(definition.name) || readyEvents.some(({ name }) => name === definition.name);
    if (isTaken || !(await this.definitions.create('event', definition.name, definition, now))) {
      throw new ProblemError('in-use', `there is an event "${definition.name}": choose another name`);
    }
  }

  /** Changes a declaration, but for its name; answers what it was. Throws `not-found`, `conflict`. */
  async change(
    definition: EventDefinition,
    { revision, now }: { revision: number; now: number },
  ): Promise<EventDefinition> {
    refuseTwins(definition);
    const stored = await this.definitions.get('event', definition.name);
    if (!stored) throw new ProblemError('not-found', 'this site declares no such event');
    if (!(await this.definitions.saveDraft('event', definition, { id: definition.name, revision, now }))) {
      throw new ProblemError('conflict', 'somebody else changed it meanwhile: look again');
    }
    return stored.draft;
  }

  /** Takes a declaration back; what happened stays in histories. Throws `not-found`, `in-use`. */
  async remove(name: string): Promise<void> {
    const used = (await this.list()).find(({ definition }) => definition.name === name)?.usedBy ?? [];
    if (used.length > 0) {
      throw new ProblemError(
        'in-use',
        `used by ${used.map((user) => `“${user.name}”`).join(', ')}: take it out there first`,
      );
    }
    if (!(await this.definitions.forget('event', name))) {
      throw new ProblemError('not-found', 'this site declares no such event');
    }
  }
}

function refuseTwins({ properties }: EventDefinition): void {
  const names = properties.map(({ name }) => name);
  const twin = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twin < 0) return;
  const fault = { pointer: `/properties/${twin}/name`, detail: `"${names[twin]}" stands twice` };
  throw new ProblemError('invalid-request', undefined, [fault]);
}
