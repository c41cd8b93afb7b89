-- An id that was proven belongs to one profile; claims of it may stand beside.
ALTER TABLE identities ADD COLUMN level TEXT NOT NULL DEFAULT 'claimed';   -- claimed | verified
CREATE UNIQUE INDEX identities_verified ON identities (site, kind, value) WHERE level = 'verified';
CREATE INDEX identities_profile ON identities (n);
CREATE INDEX visitors_profile ON visitors (n);

-- Numbers of profiles that were merged into another. Rows of merged and of erased profiles stay, empty and of no site, so that a
-- number is never given twice.
CREATE TABLE profile_aliases (
  n INTEGER PRIMARY KEY,
  into_n INTEGER NOT NULL
) STRICT;

-- Orders by the shop's id, as the statement that has the word tells them.
CREATE TABLE orders (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  n INTEGER NOT NULL,                          -- the profile
  placed_at INTEGER NOT NULL,
  said_at INTEGER,                             -- epoch ms at which the server last changed it; NULL when a page told of it
  body TEXT NOT NULL,                          -- JSON: properties of its `purchase` event
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_profile ON orders (n);
