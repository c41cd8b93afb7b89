-- Ids that the server gave its events, for a week: the same id twice is one event.
CREATE TABLE event_ids (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_ids_at ON event_ids (at);
