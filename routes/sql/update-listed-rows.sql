-- Writes the new values of some rows into their table; two lists, the values in units of the last digit.
UPDATE {table} SET {column} = changed.units * {unit}
FROM (SELECT unnest(?::INTEGER[]) AS row_id, unnest(?::BIGINT[]) AS units) AS changed
WHERE {table}.{row} = changed.row_id
