import type { Page } from 'playwright-core';
import type { Collector } from './collector.ts';
import { untilStored } from './until-stored.ts';
import { hurry } from './visit.ts';

/** Ids of the numbered events that arrived, in order. */
export const numbers = (peer: Collector) => peer.named('numbered').map(({ properties }) => properties.n);

export const track = (page: Page, ...ns: number[]) =>
  page.evaluate((all) => {
    const { usher } = window as unknown as { usher: (...call: unknown[]) => void };
    for (const n of all) usher('track', 'numbered', { n });
  }, ns);

/** Tells, and says that the network is back, so that no test waits for the spacing of requests. */
export async function send(page: Page, ...ns: number[]): Promise<void> {
  await track(page, ...ns);
  await hurry(page);
}

/** Waits until so many of them are in the database, frozen or not. */
export const stored = (page: Page, count: number): Promise<void> =>
  untilStored(page, ({ outbox, batches }) => {
    const events = [...outbox, ...batches.flatMap((batch) => batch.events)];
    return events.filter(({ name }) => name === 'numbered').length === count;
  });
