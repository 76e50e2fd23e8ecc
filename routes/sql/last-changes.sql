-- The last edit that changed each leaf table.
SELECT table_name, id_ms, max(id_seq)
FROM dromedary.edits
JOIN (
  SELECT table_name, max(id_ms) AS id_ms FROM dromedary.edits
  WHERE table_name IS NOT NULL GROUP BY table_name
) USING (table_name, id_ms)
GROUP BY table_name, id_ms
