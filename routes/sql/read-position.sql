-- How far the log has been applied.
SELECT id_ms, id_seq FROM dromedary.position
