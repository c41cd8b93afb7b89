-- Segments whose people are named one by one.
CREATE TABLE segment_members (
  site TEXT NOT NULL,
  ordinal INTEGER NOT NULL,                    -- of the segment
  n INTEGER NOT NULL,                          -- the profile
  PRIMARY KEY (site, ordinal, n)
) STRICT, WITHOUT ROWID;

-- One row a static segment. The checks are what an edit that goes too far fails on.
CREATE TABLE static_segments (
  site TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total BETWEEN 0 AND 20000),
  fingerprint INTEGER NOT NULL,                -- sum over the members, so it does not depend on their order
  distinct_members INTEGER NOT NULL,           -- NULL, and so refused, when another one has exactly the same members
  PRIMARY KEY (site, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX static_segments_fingerprint ON static_segments (site, fingerprint, total);

-- The same from the side of the profile: ordinals of the static segments it is a member of.
ALTER TABLE profiles ADD COLUMN lists TEXT NOT NULL DEFAULT '[]';

-- May behaviour and static segments be used? Known once the profile is written again: until then only `match` answers for it.
ALTER TABLE profile_facts ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
UPDATE profile_facts SET plain = 0;

-- Ordinals are never used again, so a deleted definition stays, empty of effect.
ALTER TABLE definitions ADD COLUMN archived_at INTEGER;
ALTER TABLE definitions ADD COLUMN deleted_at INTEGER;
