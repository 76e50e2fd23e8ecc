-- The first edits after an id, in order, without their images.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, NULL::BLOB,
  NULL::VARCHAR, notifications
FROM dromedary.edits
WHERE id_ms >= ? AND (id_ms > ? OR id_seq > ?)
ORDER BY id_ms, id_seq
LIMIT ?
