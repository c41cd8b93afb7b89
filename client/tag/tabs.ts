import { storeName } from './store.ts';

let channel: BroadcastChannel | undefined;

/** Tells the other tabs that the store holds something new. */
export function announce(): void {
  channel?.postMessage(0);
}

/** Calls back when another tab has announced something. */
export function watchTabs(listener: () => void): void {
  channel = new BroadcastChannel(storeName);
  channel.onmessage = listener;
}

/** An open channel can keep a page out of the back-forward cache. */
export function leaveTabs(): void {
  channel?.close();
  channel = undefined;
}
