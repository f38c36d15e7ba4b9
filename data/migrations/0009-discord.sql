-- When we were taken out of the workspace; null while we are in it, or never were.
ALTER TABLE workspace ADD COLUMN left_at INTEGER;
