-- A page of a table or view, the number of all rows that satisfy the filter, and the version: one snapshot.
SELECT snapshot.id_ms, snapshot.id_seq, snapshot.total, page.*
FROM (
  SELECT id_ms, id_seq, (SELECT count(*) FROM {counted} WHERE {filter}) AS total
  FROM dromedary.position
) AS snapshot
LEFT JOIN (
  SELECT TRUE AS present, {columns}
  FROM {from}
  WHERE ({filter}) AND {after}
  ORDER BY {order}
  LIMIT ? OFFSET ?
) AS page ON TRUE
ORDER BY {page_order}
