-- How long the answer is that a document is about, in characters: with it, who knows what is counted from
-- documents alone, without reading the texts of answers.
ALTER TABLE document ADD COLUMN answer_length INTEGER NOT NULL DEFAULT 0;
UPDATE document SET answer_length = (SELECT length(body) FROM answer WHERE id = answer_id)
WHERE answer_id IS NOT NULL;

-- What a community's own history taught about who answers, in place of the usual weights; null: the usual
-- ones rank no worse.
CREATE TABLE learned_weights (
  community_id INTEGER PRIMARY KEY REFERENCES community ON DELETE CASCADE,
  -- A JSON object of numbers.
  weights      TEXT,
  learned_at   INTEGER NOT NULL
) STRICT;
