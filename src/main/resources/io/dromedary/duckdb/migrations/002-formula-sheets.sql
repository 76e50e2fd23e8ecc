-- What an edit did to formula sheets, and who is to be told of it.
ALTER TABLE dromedary.edits ADD COLUMN cells VARCHAR;         -- the changed cells, JSON; see CellImage
ALTER TABLE dromedary.edits ADD COLUMN notifications VARCHAR; -- for webhooks, a JSON array

-- Every version of every cell, in the order of the edits. The last row of a cell is what it is now;
-- rows are only ever appended. It follows the edits like the tables of cubes.
CREATE TABLE dromedary.cells (
  id_ms        BIGINT  NOT NULL,
  id_seq       BIGINT  NOT NULL,
  sheet_number INTEGER NOT NULL, -- counts sheets in the order in which they were made
  number       INTEGER NOT NULL, -- counts the cells of the sheet likewise
  sheet        VARCHAR NOT NULL,
  name         VARCHAR NOT NULL,
  value        VARCHAR,          -- what was written; NULL for a cell that was deleted
  result       VARCHAR,          -- what it came to
  externals    VARCHAR,          -- what was fetched for it, a JSON object by URL
  written      BOOLEAN NOT NULL  -- whether the edit wrote this cell, not one that it depends on
);
