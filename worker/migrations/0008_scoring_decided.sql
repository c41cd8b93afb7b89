-- The thresholds in force stay known while the next scoring collects its buyers.
ALTER TABLE scorings ADD COLUMN collecting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scorings ADD COLUMN decided_at INTEGER;
UPDATE scorings SET collecting = thresholds IS NULL AND finished_at IS NULL, decided_at = iif(thresholds IS NULL, NULL, started_at);
