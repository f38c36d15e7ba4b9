-- Who looks after what is kept: at first who wrote it; null: nobody.
ALTER TABLE snippet ADD COLUMN owner_id INTEGER REFERENCES member;
UPDATE snippet SET owner_id = author_id;
CREATE INDEX snippet_by_owner ON snippet (owner_id) WHERE owner_id IS NOT NULL;
-- Whom to ask, and since when, stands in `care` now.
ALTER TABLE snippet DROP COLUMN asked_at;
-- What is kept in its place: whoever looks for it is led there.
ALTER TABLE snippet ADD COLUMN successor_id INTEGER REFERENCES snippet ON DELETE SET NULL;
CREATE INDEX snippet_by_successor ON snippet (successor_id) WHERE successor_id IS NOT NULL;

-- Of a snippet's earlier text the question, with `body` as the answer; null where both stand in `body`.
ALTER TABLE revision ADD COLUMN question TEXT;

-- What was done about a snippet beside editing it.
CREATE TABLE snippet_event (
  id         INTEGER PRIMARY KEY,
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  -- verified, outdated, right (not outdated after all), owned, released, superseded, reinstated
  what       TEXT    NOT NULL,
  member_id  INTEGER REFERENCES member ON DELETE SET NULL,
  -- Who owns it since, or which snippet stands in its place.
  other_id   INTEGER,
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX snippet_event_by_snippet ON snippet_event (snippet_id);
CREATE INDEX snippet_event_by_member ON snippet_event (member_id);

-- A snippet that is to be verified: who is asked, in which of three steps, and since when.
CREATE TABLE care (
  snippet_id   INTEGER PRIMARY KEY REFERENCES snippet ON DELETE CASCADE,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  step         TEXT    NOT NULL CHECK (step IN ('owner', 'expert', 'curator')),
  -- Null: it waits for a curator's turn.
  member_id    INTEGER REFERENCES member ON DELETE CASCADE,
  since        INTEGER NOT NULL,
  asked_at     INTEGER
) STRICT;
CREATE INDEX care_by_member ON care (member_id);
CREATE INDEX care_by_community ON care (community_id);
-- Who said that it is not theirs, or nothing: they are not asked again this time.
CREATE TABLE care_pass (
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  member_id  INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  PRIMARY KEY (snippet_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_pass_by_member ON care_pass (member_id);
-- When it was last a curator's turn to look at what nobody else looks after.
CREATE TABLE care_turn (
  member_id    INTEGER PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  at           INTEGER NOT NULL
) STRICT;
CREATE INDEX care_turn_by_community ON care_turn (community_id);

-- What somebody did to a snippet a moment ago: as it was (null: it was not there) and as it became.
CREATE TABLE undoable (
  id         INTEGER PRIMARY KEY,
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  member_id  INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  act        TEXT    NOT NULL,
  before     TEXT,
  after      TEXT    NOT NULL,
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX undoable_by_snippet ON undoable (snippet_id);
CREATE INDEX undoable_by_member ON undoable (member_id);
