-- 1: it was looked for in direct messages with the bot. Then only words and tags that everyone knows are
-- kept, never what was typed, and curators see it wherever they stand.
ALTER TABLE need ADD COLUMN direct INTEGER NOT NULL DEFAULT 0 CHECK (direct IN (0, 1) AND (direct = 0 OR text IS NULL));
