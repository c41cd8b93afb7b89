import type { Event, Item } from '../../shared/schema/event.ts';
import type { ConsentState, Reply, Batch as WireBatch } from '../../shared/schema/protocol.ts';
import { randomId } from './random-id.ts';

/** A visit: gaps under 30 minutes, at most 24 hours. Times are epoch ms. */
export interface Session {
  id: string;
  startedAt: number;
  lastAt: number;
  pages: number;
}

/** An item whose price, in major units, and quantity are numbers. */
export interface Line extends Item {
  price: number;
  quantity: number;
}

/** The shop's cart in GA4's terms. */
export interface Cart {
  currency: string;
  /** In major units, as the shop told it; absent when it has to be summed up from the items. */
  value?: number | undefined;
  items: Line[];
  coupon?: string | undefined;
}

/** Everything the tag keeps: one record, so that one transaction changes it as a whole. */
export interface State {
  seed: string;
  stream: string;
  /** Of the batch frozen last; 0 before the first. */
  sequence: number;
  consent: ConsentState;
  /** Events that no batch has taken yet, oldest first. */
  outbox: Event[];
  /** Batches that wait for their acknowledgement, sent one after the other. More than one only after a 413. */
  batches: Batch[];
  token?: string;
  session?: Session;
  cart?: Cart;
  /** The newest acknowledged reply. */
  reply?: Reply;
  /** When it was decided, epoch ms by the browser's clock. */
  decidedAt?: number;
  /** Epoch ms when the server asked to be left alone. */
  asleep?: number;
}

/** A batch as it was first sent: an object kept as it is gives the same bytes each time. */
export type Batch = Omit<WireBatch, 'events'> & { events: Event[] };

/** A new visitor, or one whose consent is all that is known. */
export function freshState(): State {
  return { seed: randomId(22), consent: {}, ...freshStream() };
}

/** A stream is one store: what lives elsewhere needs another. */
export function freshStream(): Pick<State, 'stream' | 'sequence' | 'outbox' | 'batches'> {
  return { stream: randomId(11), sequence: 0, outbox: [], batches: [] };
}

/** All events that the reply in force does not know: frozen and not acknowledged, then those still to be frozen. */
export function unacknowledged({ batches, outbox }: Pick<State, 'batches' | 'outbox'>): readonly Event[] {
  return batches.flatMap((batch) => batch.events).concat(outbox);
}
