-- A key that more than one leaf has.
SELECT {keys} FROM {table} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1
