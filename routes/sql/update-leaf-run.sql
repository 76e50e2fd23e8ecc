-- Writes a run of leaves with consecutive numbers, the i-th of which takes the i-th staged value.
UPDATE {table} SET {measure} = staged.units[leaf_id - staged.first_leaf + 1] * {unit}
FROM staged_run AS staged
WHERE leaf_id BETWEEN ? AND ?
