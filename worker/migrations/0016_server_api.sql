-- Credentials of the server API; the secret is shown once and kept as its SHA-256.
CREATE TABLE api_tokens (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,                        -- JSON: read | write | admin
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_site ON api_tokens (site, created_at);

-- What a request with an Idempotency-Key was answered, for a day; `status` is NULL while it runs.
CREATE TABLE idempotency_keys (
  site TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,                       -- SHA-256 of method, path and body
  status INTEGER,
  body TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);

-- Requests of a token in a window of a minute.
CREATE TABLE rate_windows (
  token TEXT NOT NULL,
  minute INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (token, minute)
) STRICT, WITHOUT ROWID;
