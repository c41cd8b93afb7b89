import type { Event } from '../../shared/schema/event.ts';
import { view } from './view.ts';

/** JSON's copy of a value: what the page changes later does not matter, what JSON cannot hold is left out. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** What happens now, on this page view. `session` is empty while there is none. */
export function newEvent(name: string, properties: object, session = ''): Event {
  return copyJson({ name, time: Date.now(), session, view: view.id, properties }) as Event;
}
