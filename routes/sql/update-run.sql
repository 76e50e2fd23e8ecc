-- Writes a run of rows with consecutive numbers, the i-th of which takes the i-th staged value.
UPDATE {table} SET {column} = staged.units[{row} - staged.first_row + 1] * {unit}
FROM staged_run AS staged
WHERE {row} BETWEEN ? AND ?
