import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { products } from '../../client/demo/products.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';

/** More than a page of profiles, some of them identified. */
const visitors = 40;

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Console {
  server: Server;
  /** A page signed in as the owner of the demo shop, in a browser profile of its own. */
  open(): Promise<ConsolePage>;
  close(): Promise<void>;
}

export interface ConsolePage {
  page: Page;
  /** Opens an address below `/console` and waits until it is drawn. */
  visit(path: string): Promise<void>;
  /** What axe finds on the page as it stands. */
  faults(): Promise<string[]>;
  /** The same in light and dark, wide and narrow, from left to right and back, and whether it scrolls sideways; back in the first look afterwards. */
  faultsInEveryLook(): Promise<string[]>;
  /** Violations of the Content-Security-Policy and uncaught errors since the page was made. */
  complaints: string[];
}

/** The built console over the seeded demo shop. */
export async function startConsole(): Promise<Console> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'));
  const server = await startServer({ folder });
  await server.admin('/local/seed', { products, first: 0, count: visitors });
  const browser = await launchBrowser();
  return {
    server,
    open: () => openConsole(browser, server),
    async close() {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openConsole(browser: Browser, server: Server): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = window as unknown as { complain: (text: string) => void };
      complain(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.addInitScript(await axeSource);

  const { link } = await server.admin<{ link: string }>('/api/admin/sign-in-links', {
    site: 's_demo',
    email: 'owner@demo.example',
    name: 'Demo owner',
  });
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: 'Demo shop' }).waitFor();
  return {
    page,
    complaints,
    async visit(path) {
      await page.goto(`${server.origin}/console${path}`);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
    },
    faults: () => axeFaults(page),
    faultsInEveryLook: () => faultsInEveryLook(page),
  };
}

const looks = [
  { colorScheme: 'dark', width: 1_280, dir: 'ltr' },
  { colorScheme: 'light', width: 390, dir: 'rtl' },
  { colorScheme: 'dark', width: 390, dir: 'ltr' },
  { colorScheme: 'light', width: 1_280, dir: 'rtl' },
  { colorScheme: 'light', width: 1_280, dir: 'ltr' },
] as const;

async function faultsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, width, dir } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate((to) => {
      document.documentElement.dir = to;
    }, dir);
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    const faults = await axeFaults(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (sideways !== 0) faults.push(`scrolls sideways by ${sideways}`);
    found.push(...faults.map((fault) => `${colorScheme}, ${width}, ${dir}: ${fault}`));
  }
  return found;
}

interface Axe {
  /** What is listed of each node of the result types that are left out is what makes a run long. */
  run(options: { resultTypes: ['violations'] }): Promise<AxeResults>;
}

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(async () => {
    // A colour on its way from light to dark is none of the two, and it sets out with the next frame.
    const nextFrame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await nextFrame();
    await nextFrame();
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    return (window as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] });
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n')}`);
}
