-- Says that the tables themselves hold everything up to an edit.
UPDATE dromedary.folded SET id_ms = ?, id_seq = ?
