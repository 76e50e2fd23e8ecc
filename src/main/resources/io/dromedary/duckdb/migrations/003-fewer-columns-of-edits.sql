-- Each column takes its share of the time of a commit, whatever is in it. So what is only read
-- together is in one column, and the edits as they were before are a view.
CREATE TABLE dromedary.recorded_edits (
  id_ms      BIGINT  NOT NULL,
  id_seq     BIGINT  NOT NULL,
  key        VARCHAR,          -- the Idempotency-Key; NULL also of an edit that repeats another
  table_name VARCHAR,          -- the leaf table that was changed
  request    VARCHAR NOT NULL USING COMPRESSION zstd, -- the entry's JSON as it stood in the log
  -- Five lines: applied, rejected or duplicate; the answer's JSON; the changed rows, a JSON array;
  -- the measure that was changed; for webhooks, a JSON array. The last two may be empty.
  effect     VARCHAR NOT NULL USING COMPRESSION zstd,
  image      BLOB,             -- the leaves, their former and their new values; see EditImage
  cells      VARCHAR           -- the changed cells of sheets, JSON; see CellImage
);

INSERT INTO dromedary.recorded_edits
SELECT id_ms, id_seq, CASE WHEN status <> 'duplicate' THEN key END, table_name, request,
  concat_ws(chr(10), status, outcome, updates, coalesce(measure, ''), coalesce(notifications, '')),
  image, cells
FROM dromedary.edits;

DROP TABLE dromedary.edits;

CREATE VIEW dromedary.edits AS
SELECT id_ms, id_seq, key, request,
  split_part(effect, chr(10), 1) AS status,
  split_part(effect, chr(10), 2) AS outcome,
  split_part(effect, chr(10), 3) AS updates,
  table_name,
  nullif(split_part(effect, chr(10), 4), '') AS measure,
  image, cells,
  nullif(split_part(effect, chr(10), 5), '') AS notifications
FROM dromedary.recorded_edits;
