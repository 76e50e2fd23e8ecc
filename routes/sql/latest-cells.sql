-- What was last written into every cell of every sheet, also into those that were deleted.
SELECT sheet_number, number, name, value, externals
FROM dromedary.cells
WHERE rowid IN (SELECT max(rowid) FROM dromedary.cells WHERE written GROUP BY sheet_number, number)
