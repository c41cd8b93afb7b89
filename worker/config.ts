/** Bindings and secrets, as `wrangler.toml` and `npm start` provide them. */
export interface Env {
  DB: D1Database;
  BUNDLES: KVNamespace;
  ASSETS: Fetcher;
  /** Signs visitor ids, visitor tokens and debug tokens. */
  VISITOR_SECRET: string;
  /** Bearer of `POST /api/admin/sign-in-links`, which makes a one-time console link. */
  ADMIN_SECRET: string;
  /** Where Cloudflare Access guards the console: `https://TEAM.cloudflareaccess.com`, and the audience of its application. */
  ACCESS_TEAM?: string;
  ACCESS_AUDIENCE?: string;
  /** `https://…` of this Worker, for links in what it tells others; without it they are told the path. */
  PUBLIC_ORIGIN?: string;
  /** `true` only where `npm start` runs: webhooks may go to http://127.0.0.1. */
  LOCAL_WEBHOOKS?: string;
}

export interface AppContext {
  Bindings: Env;
}
