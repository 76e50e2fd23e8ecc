-- All leaves of a cube: permanent number, keys, measures in units of their last digit.
SELECT leaf_id, {keys}, {measures} FROM {table} ORDER BY leaf_id
