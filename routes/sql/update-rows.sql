-- Writes the new values of scattered rows into their table; they are staged in units of the last digit.
UPDATE {table} SET {column} = staged.units * {unit}
FROM staged_rows AS staged
WHERE {table}.{row} = staged.row_id
