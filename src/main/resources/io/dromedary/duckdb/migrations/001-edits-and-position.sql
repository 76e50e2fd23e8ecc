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

-- The one row that says how far the log has been applied.
CREATE TABLE dromedary.position (
  id_ms  BIGINT NOT NULL,
  id_seq BIGINT NOT NULL
);

INSERT INTO dromedary.position VALUES (0, 0);
