import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Offer } from '../../shared/schema/protocol.ts';
import type { Collector } from './collector.ts';

/** A visitor with a browser of their own; `errors` are what the host page saw of exceptions. */
export interface Visitor {
  context: BrowserContext;
  errors: string[];
  open(path: string): Promise<Page>;
}

export async function newVisitor(browser: Browser, { origin }: Collector): Promise<Visitor> {
  const context = await browser.newContext();
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  const open = async (path: string) => {
    const page = await context.newPage();
    await page.goto(origin + path);
    return page;
  };
  return { context, errors, open };
}

/** Calls the tag as a page does. Answers what it answers. */
export function usher(page: Page, ...call: unknown[]): Promise<unknown> {
  return page.evaluate(
    (args) => (window as unknown as { usher: (...args: unknown[]) => unknown }).usher(...args),
    call,
  );
}

/** Something that may show to everyone at once; the rest is the test's business. */
export function anOffer(changes: Partial<Offer> = {}): Offer {
  return {
    campaign: 'cmp_one',
    variant: 'a',
    triggers: [{ kind: 'immediately' }],
    promotion: {
      layout: 'corner',
      label: 'Ten percent off',
      theme: { background: '#ffffff', text: '#202020', accent: '#14532d', onAccent: '#ffffff', radiusPx: 8 },
      blocks: [
        { kind: 'heading', text: 'Ten percent off' },
        { kind: 'button', text: 'No, thank you' },
      ],
      thankYou: [],
    },
    ...changes,
  };
}

/** The same for the control group: nothing to render. */
export function aControl(): Offer {
  const { campaign, variant, triggers } = anOffer();
  return { campaign, variant, triggers };
}

/** Waits until the tag has run and takes calls itself. */
export async function loaded(page: Page): Promise<Page> {
  await page.waitForFunction(() => (window as unknown as { usher?: { isLoaded?: true } }).usher?.isLoaded);
  return page;
}

/** Says that the network is back: what waits is sent without its delay. */
export async function hurry(page: Page): Promise<void> {
  await page.evaluate(() => void dispatchEvent(new Event('online')));
}
