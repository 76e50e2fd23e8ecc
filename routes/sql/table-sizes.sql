-- The number of rows of each table and view, and the version: one snapshot.
SELECT {columns} FROM dromedary.position
