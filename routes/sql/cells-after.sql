-- The first edits after an id that have changed cells of sheets, in order: as many as have images
-- of 32 million characters together, and at least one.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, image, cells,
  notifications
FROM (
  FROM dromedary.edits
  WHERE id_ms >= ? AND (id_ms > ? OR id_seq > ?) AND cells IS NOT NULL
  ORDER BY id_ms, id_seq
  LIMIT ?
)
QUALIFY sum(length(cells)) OVER (ORDER BY id_ms, id_seq) - length(cells) < 33554432
ORDER BY id_ms, id_seq
