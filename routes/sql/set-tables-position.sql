-- Says that the tables hold everything up to an edit.
UPDATE dromedary.position SET id_ms = ?, id_seq = ?
