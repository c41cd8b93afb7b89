-- How often each campaign was seen, clicked, … by everybody together: nothing of any person.
CREATE TABLE campaign_counts (
  site TEXT NOT NULL,
  campaign TEXT NOT NULL,
  viewed INTEGER NOT NULL,                     -- half of it in sight for a second
  clicked INTEGER NOT NULL,
  submitted INTEGER NOT NULL,
  withheld INTEGER NOT NULL,                   -- would have been shown to somebody of the control group
  PRIMARY KEY (site, campaign)
) STRICT, WITHOUT ROWID;
