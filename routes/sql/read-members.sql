-- The members of a dimension.
SELECT {columns} FROM {table}
