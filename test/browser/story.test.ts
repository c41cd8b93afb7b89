import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../../client/demo/products.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';

/** The main job, end to end: a real shop, the real tag, a real Worker with D1 and KV, the real console. */

let folder: string;
let server: Server;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-story-'));
  server = await startServer({ folder, cf: { country: 'DE', city: 'Berlin', timezone: 'Europe/Berlin' } });
  await server.admin('/local/seed', { products, first: 0, count: 12 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Paths below the Worker that the page asked for and that are not the shop's own. */
  asked: string[];
  /** Console errors, exceptions and broken policies. */
  faults: string[];
}

async function newVisitor(): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const visitor: Visitor = { context, page, asked: [], faults: [] };
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith('/demo/')) visitor.asked.push(pathname);
  });
  page.on('console', (message) => message.type() === 'error' && visitor.faults.push(message.text()));
  page.on('pageerror', (error) => visitor.faults.push(String(error)));
  return visitor;
}

/** Browses as people do, and puts these products into the cart. */
async function fillCart({ page }: Visitor, names: readonly string[]): Promise<void> {
  await page.goto(`${server.origin}/demo/`);
  for (const name of names) {
    const product = products.find((candidate) => candidate.name === name);
    await page.goto(`${server.origin}/demo/products/${product?.id}/`);
    // Whoever leaves before the tag has loaded takes with them what it has not heard of.
    const heard = page.waitForResponse((response) => (response.request().postData() ?? '').includes('add_to_cart'));
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await heard;
  }
}

/** Stays on the cart page and scrolls, as the campaign asks. */
async function stayOnCart({ page }: Visitor): Promise<void> {
  await page.goto(`${server.origin}/demo/cart/`);
  await page.mouse.wheel(0, 2_000);
}

const freeShipping = (page: Page) => page.getByRole('dialog', { name: 'Free shipping for your order' });

const above80 = ['Clay Teapot', 'Mountain Oolong'];

describe('from the first page to the profile', () => {
  it('shows the promotion that fits, takes the form, and the console knows the person', async () => {
    const visitor = await newVisitor();
    const { page } = visitor;
    await fillCart(visitor, above80);
    await stayOnCart(visitor);
    await freeShipping(page).waitFor();
    expect(new Set(visitor.asked.filter((path) => !path.startsWith('/assets/popup-')))).toEqual(
      new Set(['/t/s_demo.js', '/v1/collect']),
    );
    expect(new Set(visitor.asked.filter((path) => path.startsWith('/assets/'))).size).toBe(1);

    await freeShipping(page).getByLabel('Email').fill('ines@shop.example');
    await freeShipping(page).getByLabel('First name').fill('Ines');
    const reply = page.waitForResponse(async (response) => {
      return (
        response.url().endsWith('/v1/collect') && (response.request().postData() ?? '').includes('promotion_submitted')
      );
    });
    await freeShipping(page).getByRole('button', { name: 'Get the code' }).click();
    await freeShipping(page).getByText('SHIPSFREE').waitFor();
    const { reply: decision } = (await (await reply).json()) as { reply: { offers: { campaign: string }[] } };
    const offered = decision.offers.map(({ campaign }) => campaign);
    expect(offered).not.toContain('cmp_exit');
    expect(offered).not.toContain('cmp_cart80');
    expect(visitor.faults).toEqual([]);

    const console = await signedIn();
    await console.goto(`${server.origin}/console/profiles`);
    await console
      .getByRole('link', { name: /Ines|ines@shop\.example/ })
      .first()
      .click();
    await console.getByText('Added “Clay Teapot” to the cart').first().waitFor();
    const text = await console.locator('main').innerText();
    expect(text).toContain('Email known');
    expect(text).toContain('Third page view, never bought');
    expect(text).toMatch(/Added “Clay Teapot” to the cart/);
    expect(text).toMatch(/Submitted the form of “Cart above 80: free shipping”/);
    expect(text).toContain('Berlin');
    await console.context().close();
    await visitor.context.close();
  });

  it('follows a threshold that was changed and published in the console', async () => {
    const console = await signedIn();
    await console.goto(`${server.origin}/console/segments/seg_cartabove80`);
    const threshold = console.getByRole('textbox', { name: 'Value' });
    await threshold.fill('200');
    await console.getByRole('button', { name: 'Save draft' }).click();
    await console.getByRole('button', { name: /Publish/ }).click();
    const dialog = console.getByRole('dialog');
    await dialog.getByRole('button', { name: /Publish/ }).click();
    await expect.poll(async () => (await server.sql('SELECT bundle_version AS v FROM sites'))[0]?.v).toBe(2);
    await console.context().close();

    const modest = await newVisitor();
    await fillCart(modest, above80);
    const decided = modest.page.waitForResponse((response) => response.url().endsWith('/v1/collect') && response.ok());
    await stayOnCart(modest);
    const { reply } = (await (await decided).json()) as {
      reply: { offers: { campaign: string; audience: unknown }[] };
    };
    const offer = reply.offers.find(({ campaign }) => campaign === 'cmp_cart80');
    expect(JSON.stringify(offer?.audience)).toContain('["cart.totalMinor","gt",20000]');
    await modest.page.waitForFunction(() => performance.now() > 9_000);
    expect(await freeShipping(modest.page).count()).toBe(0);
    await modest.context.close();

    const lavish = await newVisitor();
    await fillCart(lavish, ['Clay Teapot', 'Clay Teapot', 'Clay Teapot', 'Clay Teapot']);
    await stayOnCart(lavish);
    await freeShipping(lavish.page).waitFor();
    await lavish.context.close();
  });
});

/** A page of the console, signed in by a one-time link. */
async function signedIn(): Promise<Page> {
  const invitation = { site: 's_demo', email: 'owner@demo.example', name: 'Owner' };
  const { link } = await server.admin<{ link: string }>('/api/admin/sign-in-links', invitation);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Demo shop' }).waitFor();
  return page;
}
