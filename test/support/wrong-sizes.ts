/** SQL for the segments of site `?1` whose kept size is not what counting every profile gives. */
export const wrongSizes = `SELECT d.id, ifnull(z.total, 0) AS total, ifnull(z.identified, 0) AS identified, count(p.n) AS counted,
    ifnull(sum(p.identified), 0) AS counted_identified
  FROM definitions d
  LEFT JOIN segment_sizes z ON z.site = d.site AND z.ordinal = d.ordinal AND z.since = d.since
  LEFT JOIN profiles p ON p.site = d.site AND p.evaluated >= d.since
    AND EXISTS (SELECT 1 FROM json_each(p.members) WHERE value = d.ordinal)
  WHERE d.site = ?1 AND d.kind = 'segment' GROUP BY d.id
  HAVING total <> counted OR ifnull(z.identified, 0) <> counted_identified`;
