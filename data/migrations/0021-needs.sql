-- What somebody looked for, or asked, and did not find: from many such is seen what nobody has written
-- yet. It goes with who looked for it, with the question, and after the time that the community set.
CREATE TABLE need (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id   INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  -- The question that was posted for it.
  question_id  INTEGER REFERENCES question ON DELETE CASCADE,
  -- Sorted, joined by spaces: only terms that stand in several threads that everyone there may see.
  terms        TEXT    NOT NULL,
  -- Names, sorted, joined by spaces.
  tags         TEXT    NOT NULL,
  -- As it was typed; only while the community keeps searches.
  text         TEXT    CHECK (length(text) BETWEEN 1 AND 300),
  at           INTEGER NOT NULL,
  -- "Not missing".
  dismissed_at INTEGER,
  CHECK (terms <> '' OR tags <> '' OR text IS NOT NULL OR question_id IS NOT NULL)
) STRICT;
CREATE INDEX need_newest ON need (community_id, at);
CREATE INDEX need_member ON need (member_id, at);
CREATE INDEX need_channel ON need (channel_id);
CREATE INDEX need_question ON need (question_id) WHERE question_id IS NOT NULL;
