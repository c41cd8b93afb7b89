-- Addresses of the site's own that are told what happens.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  url TEXT NOT NULL,
  kinds TEXT NOT NULL,                         -- JSON: shared/schema/webhook.ts
  segments TEXT,                               -- JSON: ids; NULL for every segment
  secret TEXT NOT NULL,                        -- sealed
  paused INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_site ON webhooks (site);

-- What happened and is yet to be told, written in the transaction that made it happen; only for sites that want to be told.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  n INTEGER NOT NULL,                          -- the profile
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL                           -- JSON
) STRICT;

-- Kinds that some webhook of the site is told; read with the profile, so that others write no outbox.
ALTER TABLE sites ADD COLUMN webhook_kinds TEXT NOT NULL DEFAULT '[]';
-- Moves up to this one were passed on.
ALTER TABLE sites ADD COLUMN moves_told INTEGER NOT NULL DEFAULT 0;

-- One telling of one thing to one address.
CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  webhook TEXT NOT NULL,
  site TEXT NOT NULL,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,                          -- the bytes that are signed and sent
  state TEXT NOT NULL,                         -- waiting | delivered | dead
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,                             -- epoch ms; NULL unless waiting
  status INTEGER,                              -- of the latest answer
  fault TEXT,                                  -- why the latest attempt failed
  created_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook, created_at);
CREATE INDEX webhook_deliveries_profile ON webhook_deliveries (n);
CREATE INDEX outbox_profile ON outbox (n);

-- Numbers of moves are never used again, so that what was told can be told from what was not.
CREATE TABLE numbered_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  n INTEGER NOT NULL,                          -- the profile
  at INTEGER NOT NULL,                         -- epoch ms
  cause TEXT NOT NULL,                         -- worker/stores/segment-moves.ts
  moves TEXT NOT NULL                          -- JSON: [{ ordinal, entered }], shared/profile/memberships.ts
) STRICT;
INSERT INTO numbered_moves (id, site, n, at, cause, moves) SELECT id, site, n, at, cause, moves FROM segment_moves;
DROP TABLE segment_moves;
ALTER TABLE numbered_moves RENAME TO segment_moves;
CREATE INDEX segment_moves_profile ON segment_moves (n, at);
CREATE INDEX segment_moves_site ON segment_moves (site, id);
