import type { PrivacyRequest } from '../../shared/schema/privacy.ts';
import { freeze } from './batch.ts';
import { closePromotion } from './expose.ts';
import { post, send } from './flush.ts';
import { drain } from './record.ts';
import { freshVisitor, type State, unacknowledged } from './state.ts';
import { change, state } from './store.ts';
import { announce } from './tabs.ts';

/** Puts somebody new in the visitor's place, in all tabs; `change` of the record beside that as given. Answers what there was. */
export async function forget(and?: Partial<State>): Promise<State> {
  closePromotion?.();
  // What was told until now is still theirs.
  await drain();
  const before = await change((next) => {
    const visitor = { ...next };
    Object.assign(next, freshVisitor(), and);
    return visitor;
  });
  announce();
  return before;
}

/** The visitor was erased: nothing of them stays, and nothing is collected for a day unless somebody agrees again. */
export async function forgetErased(): Promise<void> {
  const { analytics: _, ...consent } = state.consent;
  await forget({ asleep: Date.now(), consent });
}

/**
 * Whoever uses the browser next is another visitor; consent stays as said. The page may go on at once: nothing of the one
 * before is kept. What still waited goes out as theirs; rejects when the server did not take all of it.
 */
export async function reset(): Promise<void> {
  const before = await forget();
  for (; unacknowledged(before)[0]; before.batches.shift()) {
    if (!(await post(freeze(before), before)).ok) throw new Error('events lost');
  }
}

/** Asks for what is kept of the visitor, or for its end. Answers what the server does, a problem too. */
export async function askPrivacy(action: PrivacyRequest['action'], token?: string): Promise<unknown> {
  const response = await send('privacy', { seed: state.seed, action, token });
  if (action === 'erase' && response.ok) await forgetErased();
  return response.json();
}
