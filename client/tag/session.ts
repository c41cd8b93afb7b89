import { newEvent } from './new-event.ts';
import { randomId } from './random-id.ts';
import type { Session, State } from './state.ts';

const gapMs = 30 * 60_000;
const longestMs = 24 * 3_600_000;

/**
 * Goes on with the session, or begins one at `time` (epoch ms), with its event. A clock that jumped, in either
 * direction, ends it like a gap does. Runs inside a transaction.
 */
export function continueSession(state: State, time = Date.now()): Session {
  const now = Date.now();
  let { session } = state;
  if (!session || Math.abs(now - session.lastAt) > gapMs || Math.abs(now - session.startedAt) > longestMs) {
    session = { id: randomId(11), startedAt: time, lastAt: now, pages: 0 };
    state.session = session;
    // The `utm_…` parameters go out under their own names.
    const parameters = [...new URLSearchParams(location.search)].filter(([name]) => /^utm_/.test(name));
    const arrival = { ...Object.fromEntries(parameters), referrer: document.referrer, landing_url: location.href };
    state.outbox.push({ ...newEvent('session_start', arrival, state), time });
  }
  session.lastAt = now;
  return session;
}
