-- Files of people that are being, or were, read in.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  state TEXT NOT NULL,                         -- uploading | running | done | cancelled | failed
  settings TEXT NOT NULL,                      -- JSON: shared/schema/import.ts
  progress TEXT NOT NULL,                      -- JSON: worker/stores/imports.ts
  leased_until INTEGER NOT NULL DEFAULT 0,     -- somebody is at it until then, epoch ms
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  finished_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_site ON imports (site, created_at);
CREATE INDEX imports_running ON imports (created_at) WHERE state = 'running';

-- Text of a file in parts; deleted when it is read in.
CREATE TABLE import_parts (
  import TEXT NOT NULL,
  part INTEGER NOT NULL,                       -- 0, 1, …
  text TEXT NOT NULL,
  PRIMARY KEY (import, part)
) STRICT, WITHOUT ROWID;

-- Rows that could not be taken in, to be mended and sent again.
CREATE TABLE import_failures (
  import TEXT NOT NULL,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  fields TEXT NOT NULL,                        -- JSON
  PRIMARY KEY (import, line)
) STRICT, WITHOUT ROWID;

-- Who was meant, for a list that is to hold them.
CREATE TABLE import_people (
  import TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (import, n)
) STRICT, WITHOUT ROWID;
