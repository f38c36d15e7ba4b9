-- The messages that someone's words in a snippet are from, by their platform's names: when the words
-- are left out, so is the way back to them.
ALTER TABLE quote ADD COLUMN messages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(messages));
