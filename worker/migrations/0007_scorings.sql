-- The daily scoring of a site's buyers: collected page by page, then scored by thresholds over all of them.
CREATE TABLE scorings (
  site TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,                 -- epoch ms
  thresholds TEXT,                             -- JSON: shared/scoring/rfm.ts; NULL while buyers are collected
  after_n INTEGER NOT NULL,                    -- how far the walk at hand has got
  finished_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE buyers (
  n INTEGER PRIMARY KEY,                       -- the profile
  site TEXT NOT NULL,
  orders INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  last_order_at INTEGER NOT NULL,
  scored TEXT NOT NULL                         -- JSON: what it was scored before
) STRICT;
CREATE INDEX buyers_site ON buyers (site, n);
