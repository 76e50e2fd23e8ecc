-- Writes the new value of one row into its table.
UPDATE {table} SET {column} = ? WHERE {row} = ?
