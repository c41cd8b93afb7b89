-- Coupon codes, in pools that say when and for whom they are good.
CREATE TABLE code_pools (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  settings TEXT NOT NULL,                      -- JSON: shared/schema/code-pool.ts
  created_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
  site TEXT NOT NULL,
  code TEXT NOT NULL,                          -- upper case
  pool TEXT NOT NULL,
  n INTEGER,                                   -- the profile it was given to
  given_at INTEGER,
  redeemed INTEGER NOT NULL DEFAULT 0,         -- times
  PRIMARY KEY (site, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_free ON codes (site, pool) WHERE n IS NULL;
CREATE INDEX codes_profile ON codes (n) WHERE n IS NOT NULL;

-- One use of a code, for one order. `allowed` is NULL, and so refused, when a limit was met meanwhile.
CREATE TABLE redemptions (
  site TEXT NOT NULL,
  code TEXT NOT NULL,
  order_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  allowed INTEGER NOT NULL,
  PRIMARY KEY (site, code, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX redemptions_profile ON redemptions (n, site, code);
