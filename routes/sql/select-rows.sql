-- The rows with these numbers.
SELECT {columns} FROM {table} WHERE {key} IN (SELECT unnest(?::BIGINT[])) ORDER BY {key}
