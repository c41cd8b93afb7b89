import type { Browser, BrowserContext, Page } from 'playwright-core';
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

/** Opens a page as a new visitor and waits until its page view has come. */
export async function visit(browser: Browser, peer: Collector, path = '/'): Promise<Visitor & { page: Page }> {
  const visitor = await newVisitor(browser, peer);
  const page = await visitor.open(path);
  await peer.until(() => peer.named('page_view').length, 'the first page view');
  return { ...visitor, page };
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
