/** One-time sign-in links, known by the hash of their secret only. */
export class SignInLinks {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Keeps a link and forgets those that expired (epoch ms). */
  async add(link: { hash: string; user: string; expiresAt: number }, now: number): Promise<void> {
    await this.db.batch([
      this.db.prepare('DELETE FROM sign_in_links WHERE expires_at <= ?').bind(now),
      this.db
        .prepare('INSERT INTO sign_in_links (hash, user, expires_at) VALUES (?, ?, ?)')
        .bind(link.hash, link.user, link.expiresAt),
    ]);
  }

  /** Uses the link up, in one statement so that it works once. The user's id; null when used, expired or unknown. */
  async take(hash: string, now: number): Promise<string | null> {
    const row = await this.db
      .prepare('DELETE FROM sign_in_links WHERE hash = ? AND expires_at > ? RETURNING user')
      .bind(hash, now)
      .first<{ user: string }>();
    return row?.user ?? null;
  }
}
