/** SQL for the segments of site `?1` whose kept size is not what counting every profile gives; `everybody` where the number of people is wrong. */
export const wrongSizes = `SELECT d.id, ifnull(z.total, 0) AS total, ifnull(z.identified, 0) AS identified, count(p.n) AS counted,
    ifnull(sum(p.identified), 0) AS counted_identified
  FROM definitions d
  LEFT JOIN segment_sizes z ON z.site = d.site AND z.ordinal = d.ordinal AND z.since = d.since
  LEFT JOIN profiles p ON p.site = d.site AND p.evaluated >= d.since
    AND EXISTS (SELECT 1 FROM json_each(p.members) WHERE value = d.ordinal)
  WHERE d.site = ?1 AND d.kind = 'segment' GROUP BY d.id
  HAVING total <> counted OR ifnull(z.identified, 0) <> counted_identified
  UNION ALL
  SELECT 'everybody', ifnull(z.total, 0), ifnull(z.identified, 0), count(p.n), ifnull(sum(p.identified), 0)
  FROM (SELECT ?1 AS site) s
  LEFT JOIN profiles p ON p.site = s.site
  LEFT JOIN segment_sizes z ON z.site = s.site AND z.ordinal = 0 AND z.since = 0
  GROUP BY s.site HAVING ifnull(z.total, 0) <> count(p.n) OR ifnull(z.identified, 0) <> ifnull(sum(p.identified), 0)`;
