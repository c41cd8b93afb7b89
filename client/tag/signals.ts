import type { CollectResponse } from '../../shared/schema/protocol.ts';
import { guard } from './guard.ts';

/** What the parts of the tag tell each other, and, of the last two, the page. */
interface Signals {
  /** An event of this name reached the outbox. */
  event: string;
  /** A reply came and is stored. */
  reply: CollectResponse;
  /** Public keys of exposed segments that hold now. */
  segments: string[];
  /** A promotion event of this page, with its name as `event`. */
  promotion: object;
}

type Listeners = { [Name in keyof Signals]?: ((told: Signals[Name]) => unknown)[] };
const listeners: Listeners = {};

export function listen<Name extends keyof Signals>(name: Name, listener: (told: Signals[Name]) => unknown): void {
  listeners[name] ??= [];
  listeners[name].push(guard(listener));
}

export function signal<Name extends keyof Signals>(name: Name, told: Signals[Name]): void {
  for (const listener of listeners[name] ?? []) listener(told);
}
