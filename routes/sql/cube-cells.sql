-- Totals of a cube by several grouping sets, and the version: one snapshot.
SELECT snapshot.id_ms, snapshot.id_seq, grid.*
FROM dromedary.position AS snapshot
LEFT JOIN (
  SELECT {totals}
  FROM (SELECT {leaf_columns} FROM {from} WHERE {filter}) AS leaf
  GROUP BY GROUPING SETS ({grouping_sets})
  LIMIT ?
) AS grid ON TRUE
ORDER BY {order}
