-- Sites and what marketers define.

CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  settings TEXT NOT NULL,                      -- JSON: shared/schema/site.ts
  bundle_version INTEGER NOT NULL DEFAULT 0,   -- the truth about what is published
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Segments, campaigns and attributes. `draft` is edited, `published` is what the bundle was made of.
CREATE TABLE definitions (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,                          -- segment | campaign | attribute
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,                    -- never reused inside (site, kind)
  revision INTEGER NOT NULL,                   -- counts edits; a stale editor is told
  draft TEXT NOT NULL,
  published TEXT,
  since INTEGER,                               -- bundle version at which the published meaning last changed
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (site, kind, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX definitions_ordinal ON definitions (site, kind, ordinal);

-- Every published bundle, immutable; KV holds copies.
CREATE TABLE bundles (
  site TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY (site, version)
) STRICT, WITHOUT ROWID;

-- People.

CREATE TABLE visitors (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,                       -- HMAC of the browser's seed
  n INTEGER NOT NULL,                          -- the profile
  PRIMARY KEY (site, visitor)
) STRICT, WITHOUT ROWID;

CREATE TABLE profiles (
  n INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  version INTEGER NOT NULL,                    -- compare-and-set guard
  snapshot TEXT NOT NULL,                      -- JSON: shared/profile/snapshot.ts
  members TEXT NOT NULL,                       -- JSON: ordinals of the stored segments it is in
  evaluated INTEGER NOT NULL,                  -- bundle version that `members` was computed with
  identified INTEGER NOT NULL,                 -- 0 or 1
  recheck_at INTEGER                           -- epoch ms at which time alone may move it
) STRICT;
CREATE INDEX profiles_recheck ON profiles (recheck_at) WHERE recheck_at IS NOT NULL;

-- What happened, as accepted: the profile is a fold of these rows.
CREATE TABLE event_batches (
  n INTEGER NOT NULL,
  stream TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  version INTEGER NOT NULL,                    -- of the profile after it; NULL (and so refused) when the compare-and-set lost
  received_at INTEGER NOT NULL,
  body TEXT NOT NULL,                          -- JSON: shared/profile/accepted-batch.ts
  reply TEXT NOT NULL,                         -- the bytes answered, sent again to a duplicate
  moves TEXT,                                  -- JSON: segments entered and left
  PRIMARY KEY (n, stream, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_batches_moves ON event_batches (received_at) WHERE moves IS NOT NULL;

-- Ids that point to a profile: typed into a form (claimed) or proven.
CREATE TABLE identities (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,                          -- email | phone | source_id
  value TEXT NOT NULL,                         -- folded
  n INTEGER NOT NULL,
  PRIMARY KEY (site, kind, value, n)
) STRICT, WITHOUT ROWID;

-- Sizes by delta, in the transaction that moves a profile.
CREATE TABLE segment_sizes (
  site TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  since INTEGER NOT NULL,
  total INTEGER NOT NULL,
  identified INTEGER NOT NULL,
  PRIMARY KEY (site, ordinal, since)
) STRICT, WITHOUT ROWID;

-- Sites whose profiles have yet to be evaluated with the bundle in force; the job walks over them by n.
CREATE TABLE rescans (
  site TEXT PRIMARY KEY,
  version INTEGER NOT NULL,                    -- of the bundle; a publish begins the walk anew
  after_n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Console users.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,                          -- owner | editor | viewer
  created_at INTEGER NOT NULL,
  UNIQUE (site, email)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_links (
  hash TEXT PRIMARY KEY,                       -- SHA-256 of the secret in the link
  user TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE console_sessions (
  hash TEXT PRIMARY KEY,                       -- SHA-256 of the cookie's secret
  user TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
