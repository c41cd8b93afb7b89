-- Files of people that a site has made again and again.
CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  settings TEXT NOT NULL,                      -- JSON: shared/schema/export.ts
  next_at INTEGER,                             -- epoch ms; NULL when it is made on request only
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX exports_site ON exports (site);
CREATE INDEX exports_due ON exports (next_at) WHERE next_at IS NOT NULL;

-- One making of such a file; kept for a week.
CREATE TABLE export_runs (
  id TEXT PRIMARY KEY,
  export TEXT NOT NULL,
  site TEXT NOT NULL,
  state TEXT NOT NULL,                         -- running | done | failed
  as_of INTEGER NOT NULL,                      -- epoch ms
  before_n INTEGER,                            -- where the next page begins; NULL for the first
  rows INTEGER NOT NULL DEFAULT 0,
  parts INTEGER NOT NULL DEFAULT 0,
  leased_until INTEGER NOT NULL DEFAULT 0,
  fault TEXT,
  finished_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX export_runs_export ON export_runs (export, as_of);
CREATE INDEX export_runs_running ON export_runs (as_of) WHERE state = 'running';

CREATE TABLE export_parts (
  run TEXT NOT NULL,
  part INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run, part)
) STRICT, WITHOUT ROWID;
