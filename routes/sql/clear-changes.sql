-- Forgets the changes that are now in the tables themselves.
DELETE FROM dromedary.changes
