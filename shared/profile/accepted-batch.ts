import type { Event } from '../schema/event.ts';
import type { ConsentState } from '../schema/protocol.ts';

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
}
