import type { Event } from '../../shared/schema/event.ts';
import { copyJson } from './copy-json.ts';
import type { State } from './state.ts';
import { view } from './view.ts';

/** What happens now, on this page view. The session is that of the state, or an empty text while there is none. */
export function newEvent(name: string, properties: object, state?: State): Event {
  const session = state?.session?.id ?? '';
  return copyJson({ name, time: Date.now(), session, view: view.id, properties }) as Event;
}
