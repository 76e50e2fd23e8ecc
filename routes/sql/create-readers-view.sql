-- What readers see of a table: its rows as they were last written, and over them the latest changes.
CREATE OR REPLACE VIEW {view} AS
SELECT written.{row}, {columns}
FROM {base} AS written
LEFT JOIN (
  SELECT row_id AS changed_row, {latest}
  FROM dromedary.changes
  WHERE target IN ({targets})
  GROUP BY row_id
) AS recent ON recent.changed_row = written.{row}
