import type { SiteId } from '../../shared/schema/names.ts';

export const roles = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Somebody who may sign in to the console of one site. */
export interface User {
  id: string;
  site: SiteId;
  email: string;
  name: string;
  role: Role;
}

export const userColumns = 'u.id, u.site, u.email, u.name, u.role';

export class Users {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** The user of the site with this email (compared in lower case), made from `user` when there is none. */
  async findOrCreate(user: User, now: number): Promise<User> {
    const email = user.email.toLowerCase();
    await this.db
      .prepare(
        `INSERT INTO users (id, site, email, name, role, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (site, email) DO NOTHING`,
      )
      .bind(user.id, user.site, email, user.name, user.role, now)
      .run();
    const found = await this.find(user.site, email);
    if (!found) throw new Error(`user ${email} of ${user.site} vanished after it was written`);
    return found;
  }

  /** The user of a site with this email (compared in lower case), or null. */
  find(site: SiteId, email: string): Promise<User | null> {
    return this.db
      .prepare(`SELECT ${userColumns} FROM users u WHERE u.site = ? AND u.email = ?`)
      .bind(site, email.toLowerCase())
      .first<User>();
  }

  /** Sites where somebody with this email is a user. */
  async sitesOf(email: string): Promise<SiteId[]> {
    const { results } = await this.db
      .prepare('SELECT site FROM users WHERE email = ? ORDER BY site')
      .bind(email.toLowerCase())
      .all<{ site: SiteId }>();
    return results.map(({ site }) => site);
  }

  /** Users of a site, oldest first. */
  async list(site: SiteId): Promise<(User & { createdAt: number })[]> {
    const { results } = await this.db
      .prepare(
        `SELECT ${userColumns}, u.created_at AS createdAt FROM users u WHERE u.site = ? ORDER BY u.created_at, u.id`,
      )
      .bind(site)
      .all<User & { createdAt: number }>();
    return results;
  }

  /** Gives a user of the site another role; answers who it was, null when there is none. The last owner stays one. */
  async setRole(site: SiteId, id: string, role: Role): Promise<User | 'last owner' | null> {
    return this.unlessLastOwner(
      site,
      id,
      this.db
        .prepare(`UPDATE users SET role = ?3 WHERE site = ?1 AND id = ?2 AND (?3 = 'owner' OR ${notLastOwner})`)
        .bind(site, id, role),
    );
  }

  /** Removes a user and ends their sessions; answers who it was, null when there is none. The last owner stays. */
  async remove(site: SiteId, id: string): Promise<User | 'last owner' | null> {
    const removed = await this.unlessLastOwner(
      site,
      id,
      this.db.prepare(`DELETE FROM users WHERE site = ?1 AND id = ?2 AND ${notLastOwner}`).bind(site, id),
    );
    if (removed !== null && removed !== 'last owner') {
      await this.db.batch([
        this.db.prepare('DELETE FROM console_sessions WHERE user = ?').bind(id),
        this.db.prepare('DELETE FROM sign_in_links WHERE user = ?').bind(id),
      ]);
    }
    return removed;
  }

  private async unlessLastOwner(
    site: SiteId,
    id: string,
    change: D1PreparedStatement,
  ): Promise<User | 'last owner' | null> {
    const user = await this.db
      .prepare(`SELECT ${userColumns} FROM users u WHERE u.site = ? AND u.id = ?`)
      .bind(site, id)
      .first<User>();
    if (!user) return null;
    return (await change.run()).meta.changes > 0 ? user : 'last owner';
  }
}

const notLastOwner = `(role <> 'owner' OR (SELECT count(*) FROM users o WHERE o.site = ?1 AND o.role = 'owner') > 1)`;
