-- How many profiles of a site are due and since when is told from the index alone.
DROP INDEX profiles_recheck;
CREATE INDEX profiles_recheck ON profiles (recheck_at, site) WHERE recheck_at IS NOT NULL;
