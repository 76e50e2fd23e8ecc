-- Up to which edit the tables hold everything.
SELECT id_ms, id_seq FROM dromedary.position
