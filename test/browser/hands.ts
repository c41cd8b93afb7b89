import type { Locator, Page } from 'playwright-core';

/** How somebody works a page: by mouse, or by keyboard alone. */
export interface Hands {
  /** Activates a link, a button, a tab. */
  press(control: Locator): Promise<void>;
  /** Replaces what a text field holds. */
  type(field: Locator, text: string): Promise<void>;
  /** Chooses by name in a list that opens. */
  choose(field: Locator, option: string): Promise<void>;
}

export const mouse: Hands = {
  async press(control) {
    // Of a radio button only its words are drawn.
    const isDrawn = await control.evaluate((element) => !element.matches('[type=radio]'));
    if (isDrawn) return control.click();
    await control
      .page()
      .locator(`label[for="${await control.getAttribute('id')}"]`)
      .click();
  },
  type: (field, text) => field.fill(text),
  async choose(field, option) {
    await field.click();
    await field.page().getByRole('option', { name: option, exact: true }).click();
  },
};

/** No page of the console has more places to stop at. */
const maxStops = 150;

/** Among their like these are one stop of Tab, and arrows go from one to the next. */
const arrows: Record<string, string> = { menuitem: 'ArrowDown', tab: 'ArrowRight', radio: 'ArrowRight' };

/** Goes to a control by keys and nothing else; throws when they never come there. */
async function reach(control: Locator): Promise<void> {
  await control.waitFor({ state: 'attached' });
  const page = control.page();
  const role = await control.evaluate((element) =>
    element instanceof HTMLInputElement && element.type === 'radio' ? 'radio' : element.getAttribute('role'),
  );
  for (let stops = 0; stops < maxStops; stops += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    const isAmongLike = await page.evaluate((like) => {
      const { activeElement: at } = document;
      return like !== null && (at?.getAttribute('role') === like || at?.getAttribute('type') === like);
    }, role);
    const arrow = role === 'menuitem' || isAmongLike ? arrows[role ?? ''] : undefined;
    await page.keyboard.press(arrow ?? 'Tab');
  }
  throw new Error(`no key comes to ${control}`);
}

export const keyboard: Hands = {
  async press(control) {
    await reach(control);
    // A radio button is chosen by going to it.
    if (!(await control.evaluate((element) => element.matches('[type=radio]'))))
      await control.page().keyboard.press('Enter');
  },
  async type(field, text) {
    await reach(field);
    await field.page().keyboard.press('ControlOrMeta+A');
    await field.page().keyboard.type(text);
  },
  async choose(field, option) {
    await reach(field);
    const page = field.page();
    await page.keyboard.press('ArrowDown');
    const wanted = page.getByRole('option', { name: option, exact: true });
    await wanted.waitFor();
    const options = await page.getByRole('option').count();
    for (let step = 0; step <= options; step += 1) {
      if (await isMarked(page, wanted)) return page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`the arrows do not come to ${option}`);
  },
};

/** Is it the option that Enter would take? */
async function isMarked(page: Page, option: Locator): Promise<boolean> {
  const id = await option.getAttribute('id');
  const active = await page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant'));
  return id !== null && id === active;
}
