-- Up to which bundle version the series of a profile are complete: a measure with a later `since` has to be counted from its history.
ALTER TABLE profiles ADD COLUMN warm INTEGER NOT NULL DEFAULT 0;
UPDATE profiles SET warm = evaluated;

-- Profiles whose history is too long to be counted at once, and how far the counting has come.
CREATE TABLE warmings (
  n INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  body TEXT                                    -- JSON: shared/profile/warming.ts; NULL before the first page
) STRICT;

-- How far a walk has come, of how many, and for which version everybody was evaluated and warm before it.
ALTER TABLE rescans ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rescans ADD COLUMN total INTEGER;
ALTER TABLE rescans ADD COLUMN complete INTEGER NOT NULL DEFAULT 0;
