import type { TagConfig } from '../../shared/schema/protocol.ts';

/** Put in by the Worker when it serves the file. It must stand in the source exactly once. */
declare const USHER_CONFIG: TagConfig;

export const config = USHER_CONFIG;
