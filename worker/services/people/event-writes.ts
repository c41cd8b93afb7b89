import { propertiesFault } from '../../../shared/profile/properties-fault.ts';
import type { EventWrite } from '../../../shared/schema/server-api.ts';
import type { PersonWrite } from './gather.ts';
import { type Read, type Reading, readReference } from './statements.ts';

/** Events that pages and the server's other routes make; said here they would be counted twice. */
const ofOthers: Readonly<Record<string, string>> = {
  purchase: 'send orders to /api/v1/orders',
  identify: 'send attributes to /api/v1/profiles',
  consent: 'send consent to /api/v1/profiles',
  session_start: 'sessions begin in browsers',
  scored: 'scores are computed here',
};

/** A thing that happened, told by the server, ready to be written; or every fault in it, below `pointer`. */
export function readEventWrite(write: EventWrite, reading: Reading, pointer: string): Read<PersonWrite> {
  const who = readReference(write.identifiers, { country: reading.country, pointer: `${pointer}/identifiers` });
  if (!who.ok) return who;
  const other = Object.hasOwn(ofOthers, write.name) ? ofOthers[write.name] : undefined;
  if (other !== undefined)
    return { ok: false, faults: [{ pointer: `${pointer}/name`, detail: `"${write.name}": ${other}` }] };
  const time = write.time ?? reading.now;
  if (time > reading.now) {
    return {
      ok: false,
      faults: [{ pointer: `${pointer}/time`, detail: 'lies in the future: send it when it has happened' }],
    };
  }
  const event = { name: write.name, time, session: '', properties: write.properties ?? {} };
  const fault = propertiesFault(event);
  if (fault !== null) return { ok: false, faults: [{ pointer: `${pointer}/properties`, detail: fault }] };
  const { identities } = who.value;
  const eventIds = write.id === undefined ? [] : [write.id];
  const statement = { events: [event], proven: identities, consent: {}, source: reading.source, eventIds };
  return { ok: true, value: { who: who.value, statement } };
}
