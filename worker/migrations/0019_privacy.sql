-- Visitors that were erased: what their browsers still send is not taken in. The visitor id is an HMAC of a seed that only the browser holds.
CREATE TABLE tombstones (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, visitor)
) STRICT, WITHOUT ROWID;

-- What was erased, in numbers: nothing of the person.
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,                      -- visitor | console | api | retention
  counts TEXT NOT NULL                         -- JSON: rows by what they were
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_site ON erasures (site, at);

-- How far the day's retention has come at a site.
CREATE TABLE retention_walks (
  site TEXT PRIMARY KEY,
  day INTEGER NOT NULL,                        -- days since the epoch
  after_n INTEGER NOT NULL                     -- -1: done for that day
) STRICT, WITHOUT ROWID;
