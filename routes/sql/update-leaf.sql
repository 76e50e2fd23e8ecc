-- Writes one leaf.
UPDATE {table} SET {measure} = ? WHERE leaf_id = ?
