-- The last edits, with the rows that they changed, oldest first.
FROM (
  SELECT id_ms, id_seq, status, updates
  FROM dromedary.edits
  ORDER BY id_ms DESC, id_seq DESC
  LIMIT :?edits
)
ORDER BY id_ms, id_seq
