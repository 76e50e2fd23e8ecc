-- Writes into a leaf table what its view shows of the rows that were changed beside it.
UPDATE {base} SET {assignments}
FROM (
  FROM {view} WHERE leaf_id IN (SELECT row_id FROM dromedary.changes)
) AS seen
WHERE {base}.leaf_id = seen.leaf_id
