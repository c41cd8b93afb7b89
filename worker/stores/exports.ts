import { ExportSettings } from '../../shared/schema/export.ts';
import type { SiteId } from '../../shared/schema/names.ts';

export interface StoredExport {
  id: string;
  site: SiteId;
  settings: ExportSettings;
  /** Epoch ms; null when it is made on request only. */
  nextAt: number | null;
  createdAt: number;
  createdBy: string;
}

export interface ExportRun {
  id: string;
  export: string;
  site: SiteId;
  state: 'running' | 'done' | 'failed';
  /** Epoch ms of which everybody in it is told. */
  asOf: number;
  /** Profiles made before this one come next; null for the first page. */
  before: number | null;
  rows: number;
  parts: number;
  fault: string | null;
  finishedAt: number | null;
  /** Is there anything of its file? SQLite's 0 or 1. */
  hasFile: number;
}

interface Row {
  id: string;
  site: SiteId;
  settings: string;
  next_at: number | null;
  created_at: number;
  created_by: string;
}

const columns = 'id, site, settings, next_at, created_at, created_by';
const runColumns =
  'id, export, site, state, as_of AS asOf, before_n AS before, rows, parts, fault, finished_at AS finishedAt, ' +
  'EXISTS (SELECT 1 FROM export_parts WHERE run = export_runs.id) AS hasFile';

/** Exports that are made again and again, their runs, and the files of those. */
export class Exports {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  async list(site: SiteId): Promise<StoredExport[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM exports WHERE site = ? ORDER BY created_at, id`)
      .bind(site)
      .all<Row>();
    return results.map(fromRow);
  }

  async get(site: SiteId, id: string): Promise<StoredExport | null> {
    const row = await this.db
      .prepare(`SELECT ${columns} FROM exports WHERE site = ? AND id = ?`)
      .bind(site, id)
      .first<Row>();
    return row && fromRow(row);
  }

  async put(one: StoredExport): Promise<void> {
    await this.db
      .prepare(
        `INSERT INTO exports (${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, next_at = excluded.next_at WHERE exports.site = ?2`,
      )
      .bind(one.id, one.site, JSON.stringify(one.settings), one.nextAt, one.createdAt, one.createdBy)
      .run();
  }

  /** With its files. False when the site has no such export. */
  async remove(site: SiteId, id: string): Promise<boolean> {
    const results = await this.db.batch([
      this.db
        .prepare('DELETE FROM export_parts WHERE run IN (SELECT id FROM export_runs WHERE site = ?1 AND export = ?2)')
        .bind(site, id),
      this.db.prepare('DELETE FROM export_runs WHERE site = ?1 AND export = ?2').bind(site, id),
      this.db.prepare('DELETE FROM exports WHERE site = ?1 AND id = ?2').bind(site, id),
    ]);
    return (results[2]?.meta.changes ?? 0) > 0;
  }

  /** Of all sites, longest due first. */
  async due(now: number): Promise<StoredExport[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM exports WHERE next_at <= ? ORDER BY next_at LIMIT 20`)
      .bind(now)
      .all<Row>();
    return results.map(fromRow);
  }

  /** Begins a run and says when the next one is; the run's name keeps two jobs from beginning the same. */
  async begin(
    one: StoredExport,
    { run, asOf, nextAt }: { run: string; asOf: number; nextAt: number | null },
  ): Promise<void> {
    await this.db.batch([
      this.db
        .prepare(`INSERT OR IGNORE INTO export_runs (id, export, site, state, as_of) VALUES (?, ?, ?, 'running', ?)`)
        .bind(run, one.id, one.site, asOf),
      this.db.prepare('UPDATE exports SET next_at = ?2 WHERE id = ?1').bind(one.id, nextAt),
    ]);
  }

  /** Runs of all sites that are not done, longest waiting first. */
  async running(): Promise<string[]> {
    const { results } = await this.db
      .prepare(`SELECT id FROM export_runs WHERE state = 'running' ORDER BY as_of LIMIT 20`)
      .all<{ id: string }>();
    return results.map(({ id }) => id);
  }

  /** Takes a run to work on it; null when somebody else is at it, or it is over. */
  lease(run: string, { now, until }: { now: number; until: number }): Promise<ExportRun | null> {
    return this.db
      .prepare(
        `UPDATE export_runs SET leased_until = ?3 WHERE id = ?1 AND state = 'running' AND leased_until <= ?2 RETURNING ${runColumns}`,
      )
      .bind(run, now, until)
      .first<ExportRun>();
  }

  async release(run: string): Promise<void> {
    await this.db.prepare('UPDATE export_runs SET leased_until = 0 WHERE id = ?').bind(run).run();
  }

  /** Adds a part of the file, and where the next one begins, at once. False when the run has begun anew meanwhile. */
  async addPart(
    { id, parts, asOf }: ExportRun,
    { text, rows, before }: { text: string; rows: number; before: number | null },
  ): Promise<boolean> {
    const [added] = await this.db.batch([
      this.db
        .prepare(
          'INSERT OR REPLACE INTO export_parts (run, part, text) SELECT id, ?3, ?4 FROM export_runs WHERE id = ?1 AND as_of = ?2',
        )
        .bind(id, asOf, parts, text),
      this.db
        .prepare('UPDATE export_runs SET parts = ?3, rows = ?4, before_n = ?5 WHERE id = ?1 AND as_of = ?2')
        .bind(id, asOf, parts + 1, rows, before),
    ]);
    return (added?.meta.changes ?? 0) > 0;
  }

  /** Ends a run, unless it has begun anew meanwhile; `also` runs in the same transaction. */
  async finish(
    { id, asOf }: Pick<ExportRun, 'id' | 'asOf'>,
    { fault, now, also = [] }: { fault: string | null; now: number; also?: D1PreparedStatement[] },
  ): Promise<void> {
    const end = this.db
      .prepare(
        `UPDATE export_runs SET state = CASE WHEN as_of = ?2 THEN ?3 END, fault = ?4, finished_at = ?5, leased_until = 0 WHERE id = ?1`,
      )
      .bind(id, asOf, fault === null ? 'done' : 'failed', fault, now);
    try {
      await this.db.batch([end, ...also]);
    } catch (error) {
      if (!/NOT NULL constraint failed: export_runs\.state/.test(String(error))) throw error;
    }
  }

  /** Newest first. */
  async runs(site: SiteId, id: string): Promise<ExportRun[]> {
    const { results } = await this.db
      .prepare(`SELECT ${runColumns} FROM export_runs WHERE site = ? AND export = ? ORDER BY as_of DESC, id LIMIT 50`)
      .bind(site, id)
      .all<ExportRun>();
    return results;
  }

  async run(site: SiteId, run: string): Promise<ExportRun | null> {
    return this.db
      .prepare(`SELECT ${runColumns} FROM export_runs WHERE site = ? AND id = ?`)
      .bind(site, run)
      .first<ExportRun>();
  }

  /** A run of whatever site: for links that say which one they open. */
  byId(run: string): Promise<ExportRun | null> {
    return this.db.prepare(`SELECT ${runColumns} FROM export_runs WHERE id = ?`).bind(run).first<ExportRun>();
  }

  /** The moment of the run before this one that was done; null for the first. */
  async doneBefore(run: ExportRun): Promise<number | null> {
    return this.db
      .prepare(`SELECT max(as_of) AS last FROM export_runs WHERE export = ? AND state = 'done' AND as_of < ?`)
      .bind(run.export, run.asOf)
      .first<number | null>('last');
  }

  part(run: string, part: number): Promise<string | null> {
    return this.db
      .prepare('SELECT text FROM export_parts WHERE run = ? AND part = ?')
      .bind(run, part)
      .first<string>('text');
  }

  /** Lets files of before a moment go; that they were made stays. */
  async forgetFiles(before: number): Promise<void> {
    await this.db
      .prepare('DELETE FROM export_parts WHERE run IN (SELECT id FROM export_runs WHERE finished_at < ?)')
      .bind(before)
      .run();
  }
}

/** Has the runs of a site that are not done begin anew, as of a later moment: by that whoever is at one finds out. */
export function restartRuns(db: D1Database, site: SiteId): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE export_runs SET parts = 0, rows = 0, before_n = NULL, as_of = as_of + 1 WHERE site = ? AND state = 'running'`,
    )
    .bind(site);
}

function fromRow(row: Row): StoredExport {
  return {
    id: row.id,
    site: row.site,
    settings: ExportSettings.parse(JSON.parse(row.settings)),
    nextAt: row.next_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
