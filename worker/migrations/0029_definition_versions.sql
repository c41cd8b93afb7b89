-- What was published of a segment or campaign, once for each version of the bundle that changed it.
CREATE TABLE definition_versions (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,                    -- of the bundle, which knows by whom and when
  body TEXT,                                   -- JSON; NULL: from then on visitors got it no more
  PRIMARY KEY (site, kind, id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX definition_versions_version ON definition_versions (site, version);

-- What is in force, as of the version at hand: what was before is not known.
INSERT INTO definition_versions (site, kind, id, version, body)
SELECT d.site, d.kind, d.id, s.bundle_version, d.published FROM definitions d JOIN sites s ON s.id = d.site
WHERE d.published IS NOT NULL AND s.bundle_version > 0;
