import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BrowserContext, Page } from 'playwright-core';
import { type Server, startServer } from './server.ts';
import { hurry, loaded, usher } from './visit.ts';

export const site = 's_demo';

/** The demo shop over the real Worker, with a key of its own by which it signs who somebody is. */
export interface Shop extends AsyncDisposable {
  server: Server;
  /** A signed identity token of a customer, as the shop's server would put it into a page. */
  identityToken(customer: string): Promise<string>;
  /** A page of the shop, once its page view has been answered or, where nothing may be sent, once the tag has run. */
  open(context: BrowserContext): Promise<Page>;
  /** Every table, as text. */
  everything(): Promise<string>;
}

export async function openShop(consentMode: 'implied' | 'required'): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-shop-'));
  const server = await startServer({ folder });
  await server.admin('/local/seed', { products: [], first: 0, count: 0 });
  await server.sql("UPDATE sites SET settings = json_set(settings, '$.consentMode', ?)", consentMode);
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  await server.sql(
    "INSERT INTO identity_keys (site, id, algorithm, material, created_at) VALUES (?, 'k1', 'ES256', ?, 0)",
    site,
    JSON.stringify(await exportJWK(publicKey)),
  );
  return {
    server,
    identityToken: (customer) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setSubject(customer)
        .setAudience(site)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    open: async (context) => {
      const page = await context.newPage();
      const answered = consentMode === 'implied' && page.waitForResponse((response) => isCollect(response.url()));
      await page.goto(`${server.origin}/demo/`);
      await answered;
      return loaded(page);
    },
    everything: async () => {
      const tables = await server.sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite*'",
      );
      const rows = await Promise.all(tables.map(({ name }) => server.sql(`SELECT * FROM "${name}"`)));
      return JSON.stringify(rows);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isCollect = (url: string): boolean => url.endsWith('/v1/collect');

/** Calls the tag, and waits until the batch that carries `text` has been answered to whichever tab sent it. Answers the status. */
export async function callAndSend(page: Page, text: string, ...call: unknown[]): Promise<number> {
  const answered = page
    .context()
    .waitForEvent(
      'response',
      (response) => isCollect(response.url()) && (response.request().postData() ?? '').includes(text),
    );
  await usher(page, ...call);
  await hurry(page);
  return (await answered).status();
}
