-- Every edit that the log has given to this file, in its order, with its outcome and what it did.
-- The rows are only ever appended, so that ranges of ids are found by zone maps. A row here is the
-- commit of an edit: the tables follow, and what they lack is read from the images. The compression
-- is given, because trying out all others takes most of a checkpoint, for which the writer waits.
CREATE TABLE dromedary.edits (
  id_ms      BIGINT  NOT NULL,
  id_seq     BIGINT  NOT NULL,
  key        VARCHAR,          -- the Idempotency-Key
  request    VARCHAR NOT NULL USING COMPRESSION zstd, -- the entry's JSON as it stood in the log
  status     VARCHAR NOT NULL, -- applied, rejected, duplicate
  outcome    VARCHAR NOT NULL USING COMPRESSION zstd, -- the answer's JSON
  updates    VARCHAR NOT NULL USING COMPRESSION zstd, -- the changed rows, a JSON array
  table_name VARCHAR,          -- the leaf table that was changed
  measure    VARCHAR,          -- the measure that was changed
  image      BLOB              -- the leaves, their former and their new values; see EditImage
);

-- The one row that says up to which edit the tables hold everything. It changes together with them.
CREATE TABLE dromedary.position (
  id_ms  BIGINT NOT NULL,
  id_seq BIGINT NOT NULL
);

INSERT INTO dromedary.position VALUES (0, 0);
