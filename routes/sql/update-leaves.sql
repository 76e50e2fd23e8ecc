-- Writes scattered leaves that a group of edits has changed; staged values are in units of the last digit.
UPDATE {table} SET {measure} = staged.units * {unit}
FROM staged_leaves AS staged
WHERE {table}.leaf_id = staged.leaf_id
