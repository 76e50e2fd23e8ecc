-- Every edit that the log has given to this file, in its order, with its outcome and what it
-- overwrote. The rows are only ever appended, so that ranges of ids are found by zone maps.
CREATE TABLE dromedary.edits (
  id_ms        BIGINT  NOT NULL,
  id_seq       BIGINT  NOT NULL,
  key          VARCHAR,          -- the Idempotency-Key
  request      VARCHAR NOT NULL, -- the entry's JSON as it stood in the log
  status       VARCHAR NOT NULL, -- applied, rejected, duplicate
  outcome      VARCHAR NOT NULL, -- the answer's JSON
  updates      VARCHAR NOT NULL, -- the changed rows, a JSON array
  table_name   VARCHAR,          -- the leaf table that was changed
  measure      VARCHAR,          -- the measure that was changed
  before_image BLOB              -- the leaves and their former values; see BeforeImage
);

-- What the latest groups have changed and the tables themselves do not hold yet. A group is appended
-- here because that costs a tenth of an update; from time to time all of it is folded in.
CREATE TABLE dromedary.changes (
  ordinal BIGINT  NOT NULL, -- later changes have larger ones
  id_ms   BIGINT  NOT NULL, -- the last edit of the group
  id_seq  BIGINT  NOT NULL,
  target  INTEGER,          -- the number of the changed column; NULL for a group that changed none
  row_id  INTEGER,
  units   BIGINT            -- the new value in units of the last digit
);

-- The one row that says up to which edit the tables themselves hold everything.
CREATE TABLE dromedary.folded (
  id_ms  BIGINT NOT NULL,
  id_seq BIGINT NOT NULL
);

INSERT INTO dromedary.folded VALUES (0, 0);

-- The one row that says how far the log has been applied.
CREATE VIEW dromedary.position AS
SELECT id_ms, id_seq
FROM (
  SELECT id_ms, id_seq FROM dromedary.changes
  UNION ALL
  SELECT id_ms, id_seq FROM dromedary.folded
)
ORDER BY id_ms DESC, id_seq DESC
LIMIT 1;
