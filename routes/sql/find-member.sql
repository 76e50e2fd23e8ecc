-- Whether a dimension has a member.
SELECT 1 FROM {table} WHERE {key} = ?
