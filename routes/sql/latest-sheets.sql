-- Every sheet that there ever was, and the last edit that changed it.
SELECT sheet_number, any_value(sheet) AS sheet,
  max(id_ms) AS id_ms, max_by(id_seq, (id_ms, id_seq)) AS id_seq
FROM dromedary.cells
GROUP BY sheet_number
ORDER BY sheet_number
