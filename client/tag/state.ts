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

/** What belongs to the visitor, and goes with them. */
interface Visitor {
  seed: string;
  stream: string;
  /** Of the batch frozen last; 0 before the first. */
  sequence: number;
  /** Events that no batch has taken yet, oldest first. */
  outbox: Event[];
  /** Batches that wait for their acknowledgement, sent one after the other. More than one only after a 413. */
  batches: Batch[];
  token?: string | undefined;
  session?: Session | undefined;
  cart?: Cart | undefined;
  /** The newest acknowledged reply. */
  reply?: Reply | undefined;
  /** When it was decided, epoch ms by the browser's clock; 0 before the first. */
  decidedAt: number;
}

/** Everything the tag keeps: one record, so that one transaction changes it as a whole. */
export interface State extends Visitor {
  consent: ConsentState;
  /** Epoch ms when a visitor of this browser was erased; 0 when none was, or somebody agreed again since. */
  asleep: number;
}

/** A batch as it was first sent: an object kept as it is gives the same bytes each time. */
export type Batch = Omit<WireBatch, 'events'> & { events: Event[] };

/** Nobody yet. */
export function freshState(): State {
  return { consent: {}, asleep: 0, ...freshVisitor() };
}

/** Somebody new. Names all that a visitor has, so that it overwrites all of the one before. */
export function freshVisitor(): Visitor {
  return {
    seed: randomId(22),
    token: undefined,
    session: undefined,
    cart: undefined,
    reply: undefined,
    decidedAt: 0,
    ...freshStream(),
  };
}

/** A stream is one store: what lives elsewhere needs another. */
export function freshStream(): Pick<State, 'stream' | 'sequence' | 'outbox' | 'batches'> {
  return { stream: randomId(11), sequence: 0, outbox: [], batches: [] };
}

/** All events that the reply in force does not know: frozen and not acknowledged, then those still to be frozen. */
export function unacknowledged({ batches, outbox }: Pick<State, 'batches' | 'outbox'>): readonly Event[] {
  return batches.flatMap((batch) => batch.events).concat(outbox);
}
