-- Brings the changed rows of a summary view to their new totals.
UPDATE {view} SET {assignments}
FROM {staged} AS staged
WHERE {view}.row_id = staged.row_id
