-- A member asks another by name, through us: for help, for an introduction, or (curators) whether they
-- want to be one of those who know a topic. Only the other sees it; it counts toward their limit.
CREATE TABLE approach (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  kind         TEXT    NOT NULL CHECK (kind IN ('ask', 'introduce', 'nominate')),
  asker_id     INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  -- What it is about in a few words; of a nomination the tag.
  topic        TEXT    NOT NULL CHECK (length(topic) <= 300),
  words        TEXT    NOT NULL CHECK (length(words) <= 1000),
  state        TEXT    NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'silent')),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX approach_by_member ON approach (member_id, created_at);
CREATE INDEX approach_by_asker ON approach (asker_id, created_at);

-- How many are asked by name about a question of the channel at first, and who looks after what
-- nobody answered in a day.
ALTER TABLE channel ADD COLUMN first_asked INTEGER NOT NULL DEFAULT 1 CHECK (first_asked IN (1, 2));
ALTER TABLE channel ADD COLUMN steward_id INTEGER REFERENCES member ON DELETE SET NULL;
