import type { Event } from '../schema/event.ts';
import type { ConsentState } from '../schema/protocol.ts';
import type { Identity } from './snapshot.ts';

/** `server`: the site's own server, an import or a console user. `system`: this Worker, about what it computed. */
export type BatchTier = 'server' | 'system';

/** An id with its kind, as it is stored. */
export type ProvenIdentity = Pick<Identity, 'kind' | 'value'>;

/** A batch as it is kept: only accepted events, times corrected once. Folding these in any order gives the profile. */
export interface AcceptedBatch {
  stream: string;
  sequence: number;
  /** Epoch ms by the server's clock. */
  receivedAt: number;
  events: Event[];
  consent: ConsentState;
  gpc: boolean;
  /** Location, device and language of the request, by attribute name. */
  request: Record<string, string>;
  /** Who said it; absent: the visitor's page. */
  tier?: BatchTier;
  /** Where it came from, for `data_source`; absent: the page itself. */
  source?: string;
  /** Ids that this batch proves to be this person's. */
  proven?: ProvenIdentity[];
}
