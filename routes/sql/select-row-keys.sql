-- The numbers of the rows that satisfy a condition.
SELECT {key} FROM {from} WHERE {condition} ORDER BY 1
