import type { SiteId } from '../../shared/schema/names.ts';

/** One thing that changed, in words; null where there was or is nothing. */
export interface AuditChange {
  what: string;
  before: string | null;
  after: string | null;
}

/** What somebody did. */
export interface AuditEntry {
  /** Email of a user, or name of a token. */
  who: string;
  /** Of the closed list in `services/audit.ts`. */
  action: string;
  /** Id of what was changed, and what it was called. */
  subject: string | null;
  name: string | null;
  changes: AuditChange[];
}

export interface StoredAuditEntry extends AuditEntry {
  id: number;
  /** Epoch ms. */
  at: number;
}

export async function writeAudit(db: D1Database, site: SiteId, at: number, entry: AuditEntry): Promise<void> {
  await db
    .prepare('INSERT INTO audit_log (site, at, who, action, subject, name, changes) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .bind(site, at, entry.who, entry.action, entry.subject, entry.name, JSON.stringify(entry.changes))
    .run();
}

/** Newest first, those before the entry `before`. */
export async function readAudit(
  db: D1Database,
  { site, before, limit }: { site: SiteId; before: number; limit: number },
): Promise<StoredAuditEntry[]> {
  const { results } = await db
    .prepare(
      'SELECT id, at, who, action, subject, name, changes FROM audit_log WHERE site = ? AND id < ? ORDER BY id DESC LIMIT ?',
    )
    .bind(site, before, limit)
    .all<Omit<StoredAuditEntry, 'changes'> & { changes: string }>();
  return results.map((row) => ({ ...row, changes: JSON.parse(row.changes) as AuditChange[] }));
}
