import type { Bundle } from '../../shared/schema/bundle.ts';
import type { Event, PropertyValue } from '../../shared/schema/event.ts';
import { type PropertyType, plumbingEvents, readyEvents } from '../../shared/schema/event-definition.ts';
import { namePattern, type SiteId } from '../../shared/schema/names.ts';
import { type SeenName, writeSeenNames } from '../stores/seen-names.ts';

const known = new Set([...plumbingEvents, ...readyEvents.map(({ name }) => name)]);

const dayMs = 86_400_000;
/** What this isolate has noted today, so that a name costs a write once a day and isolate. */
const noted = new Set<string>();
const maxNoted = 10_000;

/**
 * Notes attributes and events of accepted events that nobody declared, so that they can be filtered by and declared. `purposes` of the
 * bundle names every attribute that is declared.
 */
export async function noteSeen(
  db: D1Database,
  { purposes, site }: Pick<Bundle, 'purposes' | 'site'>,
  { events, now }: { events: readonly Event[]; now: number },
): Promise<void> {
  const day = Math.floor(now / dayMs);
  const names = events.flatMap((event) => [...ownEvent(event), ...undeclared(event, purposes)]);
  const fresh = names.filter((name) => {
    const key = `${day} ${site.id} ${name.kind} ${name.owner} ${name.name}`;
    if (noted.has(key)) return false;
    if (noted.size >= maxNoted) noted.clear();
    noted.add(key);
    return true;
  });
  if (fresh.length > 0) await writeSeenNames(db, site.id as SiteId, { names: fresh, now });
}

function ownEvent({ name, properties }: Event): SeenName[] {
  if (known.has(name)) return [];
  const ofProperties = Object.entries(properties)
    .filter(([property]) => namePattern.test(property))
    .map(([property, value]): SeenName => ({ kind: 'property', owner: name, name: property, type: typeOf(value) }));
  return [{ kind: 'event', owner: '', name, type: null }, ...ofProperties];
}

function undeclared({ properties }: Event, purposes: Bundle['purposes']): SeenName[] {
  return [properties.attributes, properties.fields].flatMap((said) => {
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return [];
    return Object.entries(said as Record<string, PropertyValue>)
      .filter(([name]) => namePattern.test(name) && !Object.hasOwn(purposes, name))
      .map(([name, value]): SeenName => ({ kind: 'attribute', owner: '', name, type: typeOf(value) }));
  });
}

function typeOf(value: PropertyValue): PropertyType {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  return Array.isArray(value) ? 'list' : 'text';
}
