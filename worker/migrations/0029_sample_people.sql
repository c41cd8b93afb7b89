-- Imagined visitors that somebody loaded to look around with: all of them can be removed.
CREATE TABLE sample_people (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  PRIMARY KEY (site, visitor)
) STRICT, WITHOUT ROWID;
