import { type LinkedBundle, link } from '../../shared/rules/link.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** How many linked bundles an isolate keeps. */
const maxLinked = 20;
const linkedBundles = new Map<string, LinkedBundle>();

/** Published bundles: immutable by version, so KV may cache them as long as it likes; D1 is where they come from. */
export class Bundles {
  private readonly db: D1Database;
  private readonly kv: KVNamespace;

  constructor({ db, bundles }: { db: D1Database; bundles: KVNamespace }) {
    this.db = db;
    this.kv = bundles;
  }

  /** The bundle of a site at a version, linked; from this isolate, else KV, else D1. Throws when there is none. */
  async read(site: SiteId, version: number): Promise<LinkedBundle> {
    const key = keyOf(site, version);
    const known = linkedBundles.get(key);
    if (known) return known;
    const body = (await this.readKv(key)) ?? (await this.readD1(site, version));
    if (body === null) throw new Error(`no bundle ${key}`);
    const bundle = JSON.parse(body) as Bundle;
    // One of an older installation laid out no facts.
    bundle.facts ??= [];
    const linked = link(bundle);
    if (linkedBundles.size >= maxLinked) linkedBundles.delete(linkedBundles.keys().next().value as string);
    linkedBundles.set(key, linked);
    return linked;
  }

  /** Puts a copy where the edge reads it; before the version is made current. */
  async copyToEdge(site: SiteId, version: number, body: string): Promise<void> {
    await this.kv.put(keyOf(site, version), body);
  }

  /** KV may be out of order for a while: D1 has the same bytes. */
  private async readKv(key: string): Promise<string | null> {
    try {
      return await this.kv.get(key);
    } catch (error) {
      console.warn('bundle', key, 'not read from KV', error);
      return null;
    }
  }

  private readD1(site: SiteId, version: number): Promise<string | null> {
    return this.db
      .prepare('SELECT body FROM bundles WHERE site = ? AND version = ?')
      .bind(site, version)
      .first<string>('body');
  }
}

function keyOf(site: SiteId, version: number): string {
  return `bundle/${site}/${version}`;
}
