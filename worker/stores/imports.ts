import { ImportSettings } from '../../shared/schema/import.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { type CsvPlace, fileStart } from '../services/import/csv-rows.ts';

export type ImportState = 'uploading' | 'running' | 'done' | 'cancelled' | 'failed';

/** How far an import has come. JSON. */
export interface ImportProgress {
  /** Parts that were uploaded, and characters in them. */
  parts: number;
  characters: number;
  /** The next part to read, and where the reading stands before it. */
  nextPart: number;
  place: CsvPlace;
  /** Rows of that part that were taken in already. */
  rowsOfPart: number;
  header: string[] | null;
  /** Rows looked at, and what became of them. */
  rows: number;
  created: number;
  updated: number;
  skipped: number;
  bad: number;
  /** Why it ended, where it failed. */
  fault?: string;
}

export interface StoredImport {
  id: string;
  site: SiteId;
  state: ImportState;
  settings: ImportSettings;
  progress: ImportProgress;
  createdAt: number;
  createdBy: string;
  finishedAt: number | null;
}

interface Row {
  id: string;
  site: string;
  state: ImportState;
  settings: string;
  progress: string;
  created_at: number;
  created_by: string;
  finished_at: number | null;
}

export interface ImportFailure {
  /** Of the file, from 1. */
  line: number;
  reason: string;
  fields: string[];
}

const columns = 'id, site, state, settings, progress, created_at, created_by, finished_at';

/** Imports of all sites; every call names its site, or is a job's. */
export class Imports {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  async create(one: Pick<StoredImport, 'id' | 'site' | 'settings' | 'createdAt' | 'createdBy'>): Promise<void> {
    const progress: ImportProgress = {
      ...{ parts: 0, characters: 0, nextPart: 0, place: fileStart, rowsOfPart: 0, header: null },
      ...{ rows: 0, created: 0, updated: 0, skipped: 0, bad: 0 },
    };
    await this.db
      .prepare(
        `INSERT INTO imports (id, site, state, settings, progress, created_at, created_by) VALUES (?, ?, 'uploading', ?, ?, ?, ?)`,
      )
      .bind(one.id, one.site, JSON.stringify(one.settings), JSON.stringify(progress), one.createdAt, one.createdBy)
      .run();
  }

  async get(site: SiteId, id: string): Promise<StoredImport | null> {
    const row = await this.db
      .prepare(`SELECT ${columns} FROM imports WHERE site = ? AND id = ?`)
      .bind(site, id)
      .first<Row>();
    return row && fromRow(row);
  }

  /** Newest first. */
  async list(site: SiteId, limit: number): Promise<StoredImport[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM imports WHERE site = ? ORDER BY created_at DESC, id LIMIT ?`)
      .bind(site, limit)
      .all<Row>();
    return results.map(fromRow);
  }

  /** Of all sites, longest waiting first. */
  async running(): Promise<{ site: SiteId; id: string }[]> {
    const { results } = await this.db
      .prepare(`SELECT site, id FROM imports WHERE state = 'running' ORDER BY created_at LIMIT 20`)
      .all<{ site: SiteId; id: string }>();
    return results;
  }

  /** Keeps a part of the file while it is being uploaded; the same part again replaces it. False when it is past that. */
  async addPart(site: SiteId, id: string, { part, text }: { part: number; text: string }): Promise<boolean> {
    const [kept] = await this.db.batch([
      this.db
        .prepare(
          `INSERT OR REPLACE INTO import_parts (import, part, text)
           SELECT id, ?3, ?4 FROM imports WHERE site = ?1 AND id = ?2 AND state = 'uploading'`,
        )
        .bind(site, id, part, text),
      this.db
        .prepare(
          `UPDATE imports SET progress = json_set(progress,
             '$.parts', (SELECT count(*) FROM import_parts WHERE import = ?2),
             '$.characters', (SELECT ifnull(sum(length(text)), 0) FROM import_parts WHERE import = ?2))
           WHERE site = ?1 AND id = ?2 AND state = 'uploading'`,
        )
        .bind(site, id),
    ]);
    return (kept?.meta.changes ?? 0) > 0;
  }

  /** A part of the file; null when there is none. */
  part(id: string, part: number): Promise<string | null> {
    return this.db
      .prepare('SELECT text FROM import_parts WHERE import = ? AND part = ?')
      .bind(id, part)
      .first<string>('text');
  }

  /** How the file begins; parts may be small. */
  async beginning(id: string): Promise<string> {
    const { results } = await this.db
      .prepare('SELECT text FROM import_parts WHERE import = ? ORDER BY part LIMIT 32')
      .bind(id)
      .all<{ text: string }>();
    return results.map(({ text }) => text).join('');
  }

  /** Begins to read what was uploaded. False when it began before. */
  async start(site: SiteId, id: string): Promise<boolean> {
    const { meta } = await this.db
      .prepare(`UPDATE imports SET state = 'running' WHERE site = ? AND id = ? AND state = 'uploading'`)
      .bind(site, id)
      .run();
    return meta.changes > 0;
  }

  /** Takes an import to work on it until a moment; null when somebody else is at it, or it does not run. */
  async lease(site: SiteId, id: string, { now, until }: { now: number; until: number }): Promise<StoredImport | null> {
    const row = await this.db
      .prepare(
        `UPDATE imports SET leased_until = ?4 WHERE site = ?1 AND id = ?2 AND state = 'running' AND leased_until <= ?3
         RETURNING ${columns}`,
      )
      .bind(site, id, now, until)
      .first<Row>();
    return row && fromRow(row);
  }

  async release(id: string): Promise<void> {
    await this.db.prepare('UPDATE imports SET leased_until = 0 WHERE id = ?').bind(id).run();
  }

  /** Notes what became of some rows, all at once. False when the import was cancelled meanwhile. */
  async note(
    id: string,
    {
      progress,
      failures,
      people,
    }: { progress: ImportProgress; failures: readonly ImportFailure[]; people: readonly number[] },
  ): Promise<boolean> {
    const [noted] = await this.db.batch([
      this.db
        .prepare(`UPDATE imports SET progress = ?2 WHERE id = ?1 AND state = 'running'`)
        .bind(id, JSON.stringify(progress)),
      this.db
        .prepare(
          `INSERT OR REPLACE INTO import_failures (import, line, reason, fields)
           SELECT ?1, value ->> 'line', value ->> 'reason', value ->> 'fields' FROM json_each(?2)`,
        )
        .bind(id, JSON.stringify(failures)),
      this.db
        .prepare('INSERT OR IGNORE INTO import_people (import, n) SELECT ?1, value FROM json_each(?2)')
        .bind(id, JSON.stringify(people)),
    ]);
    return (noted?.meta.changes ?? 0) > 0;
  }

  /** Ends an import, from whatever state it is in; the text of the file goes. */
  async finish(id: string, { state, fault, now }: { state: ImportState; fault?: string; now: number }): Promise<void> {
    await this.db.batch([
      this.db
        .prepare(
          `UPDATE imports SET state = ?2, finished_at = ?3, leased_until = 0,
             progress = CASE WHEN ?4 IS NULL THEN progress ELSE json_set(progress, '$.fault', ?4) END
           WHERE id = ?1 AND state IN ('uploading', 'running')`,
        )
        .bind(id, state, now, fault ?? null),
      this.db.prepare('DELETE FROM import_parts WHERE import = ?').bind(id),
      this.db.prepare('DELETE FROM import_people WHERE import = ?').bind(id),
    ]);
  }

  /** People the rows meant, so far. */
  async people(id: string): Promise<number[]> {
    const { results } = await this.db
      .prepare('SELECT n FROM import_people WHERE import = ? ORDER BY n')
      .bind(id)
      .all<{ n: number }>();
    return results.map(({ n }) => n);
  }

  /** Rows that could not be taken in, after a line. */
  async failures(id: string, { after, limit }: { after: number; limit: number }): Promise<ImportFailure[]> {
    const { results } = await this.db
      .prepare('SELECT line, reason, fields FROM import_failures WHERE import = ? AND line > ? ORDER BY line LIMIT ?')
      .bind(id, after, limit)
      .all<{ line: number; reason: string; fields: string }>();
    return results.map(({ line, reason, fields }) => ({ line, reason, fields: JSON.parse(fields) as string[] }));
  }
}

function fromRow(row: Row): StoredImport {
  return {
    id: row.id,
    site: row.site as SiteId,
    state: row.state,
    settings: ImportSettings.parse(JSON.parse(row.settings)),
    progress: JSON.parse(row.progress) as ImportProgress,
    createdAt: row.created_at,
    createdBy: row.created_by,
    finishedAt: row.finished_at,
  };
}
