-- All edits of webhooks that were applied, in order.
SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure, NULL::BLOB,
  NULL::VARCHAR, NULL::VARCHAR
FROM dromedary.edits
WHERE table_name = ? AND status = 'applied'
ORDER BY id_ms, id_seq
