-- An edit and its outcome.
SELECT request, status, outcome, updates
FROM dromedary.edits
WHERE id_ms = :?id_ms AND id_seq = :?id_seq
