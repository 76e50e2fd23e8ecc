-- The first edit under each idempotency key since a time.
SELECT key, id_ms, id_seq
FROM dromedary.edits
WHERE id_ms >= ? AND key IS NOT NULL AND status <> 'duplicate'
ORDER BY id_ms, id_seq
