import { complete } from '../../shared/rules/complete.ts';
import { dataLayer } from './data-layer.ts';
import { liveFacts } from './live-facts.ts';
import { freshReply } from './offers.ts';
import { signal } from './signals.ts';
import { state } from './store.ts';

/** Public keys of exposed segments, as last told; absent before the first decision. */
export let currentSegments: string[] | undefined;

/** Tells the page and its data layer when the segments that hold are other ones than before. */
export function tellSegments(): void {
  const reply = freshReply(state);
  if (!reply) return;
  const live = liveFacts(state);
  const segments = reply.segments.concat(reply.maybe.flatMap(([key, rule]) => (complete(rule, live) ? key : [])));
  if (currentSegments?.join() === segments.join()) return;
  currentSegments = segments;
  dataLayer().push({ event: 'usher_segments', segments });
  signal('segments', segments);
}
