-- Says that the log has been applied up to an entry.
UPDATE dromedary.position SET id_ms = ?, id_seq = ?
