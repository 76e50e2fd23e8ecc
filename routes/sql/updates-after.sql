-- The first edits after an id, with the rows that they changed.
SELECT id_ms, id_seq, status, updates
FROM dromedary.edits
WHERE id_ms >= :?since_ms AND (id_ms > :?since_ms OR id_seq > :?since_seq)
ORDER BY id_ms, id_seq
LIMIT :?edits
