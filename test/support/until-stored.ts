import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { State } from '../../client/tag/state.ts';

/** Waits until something holds of the record that the tag keeps in the database. */
export async function untilStored(page: Page, holds: (state: State) => boolean): Promise<void> {
  const read = () =>
    page.evaluate(async () => {
      const open = indexedDB.open('usher-s_test');
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      const get = open.result.transaction('tag').objectStore('tag').get('state');
      await new Promise((resolve) => {
        get.onsuccess = resolve;
      });
      open.result.close();
      return get.result as State;
    });
  await expect.poll(async () => holds(await read()), { timeout: 10_000 }).toBe(true);
}
