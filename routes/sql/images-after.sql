-- The first edits after an id that have changed leaves, in order.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, image
FROM dromedary.edits
WHERE id_ms >= ? AND (id_ms > ? OR id_seq > ?) AND image IS NOT NULL
ORDER BY id_ms, id_seq
LIMIT ?
