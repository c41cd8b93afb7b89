-- Attributes and events that arrived without being declared: kept all the same, and offered to marketers.
CREATE TABLE seen_names (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,                          -- attribute | event | property
  owner TEXT NOT NULL,                         -- of a property its event, else empty
  name TEXT NOT NULL,
  type TEXT NOT NULL,                          -- text | number | list | flag, of the first value; of an event empty
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,                    -- to the day
  PRIMARY KEY (site, kind, owner, name)
) STRICT, WITHOUT ROWID;
