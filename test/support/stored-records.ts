import type { Page } from 'playwright-core';
import type { State } from '../../client/tag/state.ts';

/** All that the tag of a site keeps in the browser of a page, oldest key first; nothing is made by looking. */
export function storedRecords(page: Page, site: string): Promise<Partial<State>[]> {
  return page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((database) => database.name === name)) return [];
    const open = indexedDB.open(name);
    await new Promise((resolve) => {
      open.onsuccess = resolve;
    });
    const all = open.result.transaction('tag').objectStore('tag').getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    open.result.close();
    return all.result as Partial<State>[];
  }, `usher-${site}`);
}
