-- Who changed what in the console or by a token, for good.
CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,                           -- email of a user, or name of a token
  action TEXT NOT NULL,                        -- worker/services/audit.ts
  subject TEXT,                                -- id of what was changed
  name TEXT,                                   -- as it was called then
  changes TEXT NOT NULL                        -- JSON: [{ what, before, after }]
) STRICT;
CREATE INDEX audit_log_site ON audit_log (site, id);
