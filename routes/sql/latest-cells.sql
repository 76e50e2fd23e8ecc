-- What every cell of every sheet is now, also those that were deleted.
SELECT id_ms, id_seq, sheet_number, number, sheet, name, value, externals
FROM dromedary.cells
WHERE rowid IN (SELECT max(rowid) FROM dromedary.cells GROUP BY sheet_number, number)
ORDER BY sheet_number, number
