-- The edit with this id.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, image, cells,
  notifications
FROM dromedary.edits
WHERE id_ms = ? AND id_seq = ?
