-- How far the log has been applied: the last edit.
SELECT id_ms, id_seq
FROM dromedary.edits
ORDER BY id_ms DESC, id_seq DESC
LIMIT 1
