-- The edit under each idempotency key since a time; edits that repeat it are without.
SELECT key, id_ms, id_seq
FROM dromedary.edits
WHERE id_ms >= ? AND key IS NOT NULL
ORDER BY id_ms, id_seq
