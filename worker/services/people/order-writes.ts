import type { PropertyValue } from '../../../shared/schema/event.ts';
import type { OrderWrite } from '../../../shared/schema/server-api.ts';
import type { StoredOrder } from '../../stores/orders.ts';
import { profileId } from '../console/profile-rows.ts';
import type { PersonWrite } from './gather.ts';
import { type Read, type Reading, readReference } from './statements.ts';

/**
 * What the server says of an order, completed by what is known of it, as the `purchase` that has the word from then on; or every fault in
 * it, below `pointer`. `known` is the order as it is stored, if it is.
 */
export function readOrderWrite(
  write: OrderWrite,
  {
    reading,
    currency,
    known,
    pointer,
  }: { reading: Reading; currency: string; known?: StoredOrder | undefined; pointer: string },
): Read<PersonWrite> {
  const { id, identifiers, status, placed_at: placedAt, updated_at: updatedAt, total, ...rest } = write;
  if (!identifiers && !known) {
    return {
      ok: false,
      faults: [{ pointer: `${pointer}/identifiers`, detail: `nobody has an order "${id}" yet: say whose it is` }],
    };
  }
  const meant = identifiers ?? { id: profileId((known as StoredOrder).n) };
  const who = readReference(meant, { country: reading.country, pointer: `${pointer}/identifiers` });
  if (!who.ok) return who;
  const before = known?.properties ?? {};
  const value = total ?? before.value;
  if (typeof value !== 'number') {
    return {
      ok: false,
      faults: [{ pointer: `${pointer}/total`, detail: 'is not known yet: say it with the first statement' }],
    };
  }
  const time = placedAt ?? known?.placedAt ?? reading.now;
  const { status: statusBefore, ...kept } = before;
  const word = status ?? (typeof statusBefore === 'string' ? statusBefore : 'paid');
  const properties: Record<string, PropertyValue> = {
    currency,
    ...kept,
    ...(JSON.parse(JSON.stringify(rest)) as Record<string, PropertyValue>),
    transaction_id: id,
    value,
    updated_at: updatedAt ?? reading.now,
    ...(word !== 'paid' && { status: word }),
  };
  const event = { name: 'purchase', time: Math.min(time, reading.now), session: '', properties };
  const statement = { events: [event], proven: who.value.identities, consent: {}, source: reading.source };
  return { ok: true, value: { who: who.value, statement } };
}
