/** Limits of the public collect route; each refusal names the limit it met. */
export const maxBodyBytes = 65_536;
export const maxEventsPerBatch = 50;
export const maxPropertiesPerEvent = 64;
export const maxStringBytes = 1_024;
/** Fields of type `longText` may hold this much. */
export const maxLongTextBytes = 10_240;
/** Nesting of one event's properties. */
export const maxDepth = 8;
/** GA4 allows 200 items in an e-commerce event. */
export const maxItemsPerEvent = 200;
/** An event older than this when it arrives is dropped with a verdict; the tag's outbox keeps seven days. */
export const maxEventAgeMs = 8 * 86_400_000;
