-- Sets a column in the rows with these numbers.
UPDATE {table} SET {column} = ? WHERE {key} IN (SELECT unnest(?::BIGINT[]))
