import { complete } from '../../shared/rules/complete.ts';
import { pushToDataLayer } from './data-layer.ts';
import { liveFacts } from './live-facts.ts';
import { isFresh } from './offers.ts';
import { signal } from './signals.ts';
import { state } from './store.ts';

/** Public keys of exposed segments, sorted, as last told; absent before the first decision. */
export let currentSegments: string[] | undefined;

/** Tells the page and its data layer when the segments that hold are other ones than before. */
export function tellSegments(): void {
  const reply = state.decision?.reply;
  if (!reply || !isFresh(state)) return;
  const live = liveFacts(state);
  const completed = reply.maybe.filter(([, rule]) => complete(rule, live));
  const segments = [...reply.segments, ...completed.map(([key]) => key)].sort();
  if (currentSegments?.join() === segments.join()) return;
  currentSegments = segments;
  pushToDataLayer({ event: 'usher_segments', segments });
  signal('segments', segments);
}
