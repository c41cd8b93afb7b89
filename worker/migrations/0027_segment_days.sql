-- What the published segments of a site were on each day: how many people, and what those had ordered until then. Live ones are not counted.
CREATE TABLE segment_days (
  site TEXT NOT NULL,
  ordinal INTEGER NOT NULL,                    -- of the segment
  day INTEGER NOT NULL,                        -- days since the epoch
  since INTEGER NOT NULL,                      -- which meaning of the segment was counted
  at INTEGER NOT NULL,                         -- epoch ms
  total INTEGER NOT NULL,
  identified INTEGER NOT NULL,
  orders INTEGER NOT NULL DEFAULT 0,           -- of every status
  gross_minor INTEGER NOT NULL DEFAULT 0,
  net_minor INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, ordinal, day)
) STRICT, WITHOUT ROWID;

-- How far summing up the orders of the day has come at a site.
CREATE TABLE segment_day_walks (
  site TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  version INTEGER NOT NULL,                    -- of the bundle; a publish begins the day anew
  after_n INTEGER NOT NULL                     -- -1: done
) STRICT, WITHOUT ROWID;
