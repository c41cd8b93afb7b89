import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildDemo } from '../../client/demo/build/pages.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

export interface DemoShop {
  origin: string;
  /** The rules of `_headers` for `/demo/*`, as the server sends them. */
  headers: Record<string, string>;
  close: () => Promise<void>;
}

/** Builds the shop into a folder of its own and serves it with the headers of its `_headers` file, and no tag. */
export async function serveDemo(): Promise<DemoShop> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-shop-'));
  await buildDemo(folder);
  const rules = (await readFile(join(folder, '_headers'), 'utf8')).split('\n').filter((line) => line.startsWith('  '));
  const headers = Object.fromEntries(
    rules.map((rule) => {
      const at = rule.indexOf(':');
      return [rule.slice(0, at).trim().toLowerCase(), rule.slice(at + 1).trim()];
    }),
  );
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const body = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { ...headers, 'content-type': types[extname(path)] ?? 'text/plain' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    close: async () => {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

export interface Visitor {
  page: Page;
  /** Console errors, exceptions and broken policies, but for the tag that is not there. */
  faults: string[];
  /** What the pages so far pushed into `dataLayer`, without the `{ ecommerce: null }` between. */
  pushed: () => Promise<Pushed[]>;
  layoutShift: () => Promise<number>;
}

export interface Pushed {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a shop pushes is free in shape; the tests say what must be there.
  ecommerce?: any;
  [parameter: string]: unknown;
}

/** A new person with an empty browser. Everything pushed is kept across the pages of the visit. */
export async function newVisitor(browser: Browser, viewport = { width: 1280, height: 900 }): Promise<Visitor> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const faults: string[] = [];
  const pushed: Pushed[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    const isTag = message.location().url.endsWith('/t/s_demo.js');
    if (message.type() === 'error' && !isTag) faults.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('keepPushed', (entry: Pushed) => {
    if (entry.event) pushed.push(entry);
  });
  await page.exposeFunction('keepViolation', (text: string) => faults.push(`policy: ${text}`));
  await page.addInitScript(watchPage);
  return {
    page,
    faults,
    pushed: async () => {
      await page.evaluate(() => window.kept);
      return pushed;
    },
    layoutShift: () => page.evaluate(() => window.layoutShift),
  };
}

declare global {
  interface Window {
    dataLayer?: unknown[];
    keepPushed: (entry: unknown) => Promise<void>;
    keepViolation: (text: string) => Promise<void>;
    kept: Promise<unknown>;
    layoutShift: number;
  }
}

/** Runs in the page before its own scripts. */
function watchPage(): void {
  window.layoutShift = 0;
  window.kept = Promise.resolve();
  const layer: unknown[] = [];
  layer.push = (...entries) => {
    for (const entry of entries) window.kept = Promise.all([window.kept, window.keepPushed(entry)]);
    return Array.prototype.push.apply(layer, entries);
  };
  window.dataLayer = layer;
  document.addEventListener('securitypolicyviolation', (event) =>
    window.keepViolation(`${event.violatedDirective} ${event.blockedURI}`),
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) window.layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}
