-- The versions of a cell before an edit, the newest first, and who made them.
SELECT id_ms, id_seq, value, result, written, json_extract_string(request, '$.user') AS author
FROM (
  FROM dromedary.cells
  WHERE sheet_number = ? AND number = ? AND id_ms <= ? AND (id_ms < ? OR id_seq < ?)
  ORDER BY id_ms DESC, id_seq DESC
  LIMIT ?
)
JOIN dromedary.edits USING (id_ms, id_seq)
ORDER BY id_ms DESC, id_seq DESC
