-- Leaves of a cube: permanent number, keys, measures in units of their last digit.
SELECT leaf_id, {keys}, {measures} FROM {from} WHERE {condition} ORDER BY leaf_id
