-- Everybody's likelihood to order is scored beside the buyers' recency, frequency and amount: what is told of a buyer is read from the
-- profile, so only what quantiles need is collected.
DROP TABLE buyers;
CREATE TABLE buyers (
  n INTEGER PRIMARY KEY,                       -- the profile
  site TEXT NOT NULL,
  orders INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX buyers_site ON buyers (site, n);

ALTER TABLE scorings ADD COLUMN potential TEXT;  -- JSON: PotentialScale of shared/scoring/potential.ts, in force
ALTER TABLE scorings ADD COLUMN draft TEXT;      -- JSON: PotentialDraft, while people are collected
UPDATE scorings SET collecting = 1, after_n = 0 WHERE finished_at IS NULL;

-- What some people were like at a moment, and whether they ordered in the 30 days after it: what a site's weights are learned from.
CREATE TABLE potential_samples (
  n INTEGER PRIMARY KEY,                       -- the profile
  site TEXT NOT NULL,
  at INTEGER NOT NULL,                         -- epoch ms
  features TEXT NOT NULL,                      -- JSON: numbers, shared/scoring/conversion-features.ts
  ordered INTEGER                              -- 0 or 1; NULL until it is known
) STRICT;
CREATE INDEX potential_samples_site ON potential_samples (site, n);
