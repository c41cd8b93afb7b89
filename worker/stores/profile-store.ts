import type { IncomingBatch } from '../../shared/profile/step.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';
import type { Event } from '../../shared/schema/event.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { CollectResponse } from '../../shared/schema/protocol.ts';

/** What came of a batch. */
export interface Applied {
  /** The bytes of the reply: stored, and the same when the batch is sent again. */
  reply: string;
  /** Epoch ms at which the batch was committed. */
  committedAt: number;
  /** Only for a batch that was not seen before. */
  refused?: NonNullable<CollectResponse['refused']>;
  /** What was taken in, and the bundle it was judged by; only for a batch that was not seen before. */
  taken?: { events: readonly Event[]; bundle: Bundle };
}

/** The seam behind which profiles are kept: one D1 database now, a Durable Object per bucket of visitors beyond that. */
export interface ProfileStore {
  /**
   * Folds a batch into the visitor's profile and commits it, exactly once. A batch that was committed before answers its
   * stored reply. Throws `ContentionError` when other writers won every try.
   */
  apply(site: SiteId, visitor: VisitorId, batch: IncomingBatch & { now: number }): Promise<Applied>;
}

/** Too many writers on one profile at once; the batch was not stored and may be sent again. */
export class ContentionError extends Error {}

/** The visitor was erased: nothing of that browser is taken in any more. */
export class ErasedError extends Error {}

/** An id that the batch proves was proven for another profile meanwhile; the batch was not stored. */
export class IdentityTakenError extends Error {}
