-- Pages of a site's people are found without passing those of other sites: the index has the number behind the site.
CREATE INDEX profiles_site ON profiles (site);

-- How many people a site has is kept by delta like the size of a segment, as that of ordinal 0.
INSERT INTO segment_sizes (site, ordinal, since, total, identified)
SELECT site, 0, 0, count(*), sum(identified) FROM profiles WHERE site <> '' GROUP BY site;
