-- The last edit in front of the latest ones, of which there are so many.
SELECT id_ms, id_seq
FROM dromedary.edits
ORDER BY id_ms DESC, id_seq DESC
LIMIT 1 OFFSET ?
