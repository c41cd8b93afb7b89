-- Segments entered and left, by visits and by time alone: what the timeline shows, and the outbox of whatever acts on a move.
CREATE TABLE segment_moves (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  n INTEGER NOT NULL,                          -- the profile
  at INTEGER NOT NULL,                         -- epoch ms
  cause TEXT NOT NULL,                         -- visit | time
  moves TEXT NOT NULL                          -- JSON: [{ ordinal, entered }], shared/profile/memberships.ts
) STRICT;
CREATE INDEX segment_moves_profile ON segment_moves (n, at);

INSERT INTO segment_moves (site, n, at, cause, moves)
SELECT p.site, b.n, b.received_at, 'visit', b.moves FROM event_batches b JOIN profiles p ON p.n = b.n WHERE b.moves IS NOT NULL;
DROP INDEX event_batches_moves;
ALTER TABLE event_batches DROP COLUMN moves;
