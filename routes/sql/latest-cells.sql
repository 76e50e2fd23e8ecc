-- What every cell of every sheet is now, also those that were deleted.
SELECT sheet_number, number, name, value, externals
FROM dromedary.cells
WHERE rowid IN (SELECT max(rowid) FROM dromedary.cells GROUP BY sheet_number, number)
ORDER BY sheet_number, number
