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
    const found = await this.db
      .prepare(`SELECT ${userColumns} FROM users u WHERE u.site = ? AND u.email = ?`)
      .bind(user.site, email)
      .first<User>();
    if (!found) throw new Error(`user ${email} of ${user.site} vanished after it was written`);
    return found;
  }
}
