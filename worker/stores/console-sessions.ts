import { type User, userColumns } from './users.ts';

/** Who is signed in to the console, known by the hash of the cookie's secret only. */
export class ConsoleSessions {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Starts a session and forgets those that expired (epoch ms). */
  async start(session: { hash: string; user: string; expiresAt: number }, now: number): Promise<void> {
    await this.db.batch([
      this.db.prepare('DELETE FROM console_sessions WHERE expires_at <= ?').bind(now),
      this.db
        .prepare('INSERT INTO console_sessions (hash, user, expires_at) VALUES (?, ?, ?)')
        .bind(session.hash, session.user, session.expiresAt),
    ]);
  }

  /** The user of a running session; null when it is over or unknown. */
  async user(hash: string, now: number): Promise<User | null> {
    return this.db
      .prepare(
        `SELECT ${userColumns} FROM console_sessions s JOIN users u ON u.id = s.user
         WHERE s.hash = ? AND s.expires_at > ?`,
      )
      .bind(hash, now)
      .first<User>();
  }

  async end(hash: string): Promise<void> {
    await this.db.prepare('DELETE FROM console_sessions WHERE hash = ?').bind(hash).run();
  }
}
