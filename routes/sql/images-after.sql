-- The first edits after an id that have changed leaves, in order: as many as have images of 32 MB
-- together, and at least one.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, image, cells,
  notifications
FROM (
  FROM dromedary.edits
  WHERE id_ms >= ? AND (id_ms > ? OR id_seq > ?) AND image IS NOT NULL
  ORDER BY id_ms, id_seq
  LIMIT ?
)
QUALIFY sum(octet_length(image)) OVER (ORDER BY id_ms, id_seq) - octet_length(image) < 33554432
ORDER BY id_ms, id_seq
