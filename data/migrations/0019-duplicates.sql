-- A question that was merged into another, which asks the same. Its number leads there; while it stands
-- it is closed, and what it was before is kept here, so that the merge can be undone.
CREATE TABLE merged_question (
  question_id        INTEGER PRIMARY KEY REFERENCES question ON DELETE CASCADE,
  into_id            INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  state              TEXT    NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  accepted_answer_id INTEGER REFERENCES answer ON DELETE SET NULL,
  accepted_by_id     INTEGER REFERENCES member ON DELETE SET NULL,
  accepted_at        INTEGER,
  by_id              INTEGER REFERENCES member ON DELETE SET NULL,
  at                 INTEGER NOT NULL,
  CHECK (question_id <> into_id)
) STRICT;
CREATE INDEX merged_question_into ON merged_question (into_id);
CREATE INDEX merged_question_answer ON merged_question (accepted_answer_id) WHERE accepted_answer_id IS NOT NULL;

-- What the other question got by the merge, and has not got otherwise since: it goes when that is undone.
CREATE TABLE merged_watcher (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  PRIMARY KEY (question_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_watcher_member ON merged_watcher (member_id);
CREATE TABLE merged_tag (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  tag_id      INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  PRIMARY KEY (question_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_tag_tag ON merged_tag (tag_id);
CREATE TABLE merged_ping (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  PRIMARY KEY (question_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_ping_member ON merged_ping (member_id);

-- Names that an answer had before a merge, or before one was undone: they lead to it for ever, and are
-- given to no other answer.
CREATE TABLE former_name (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number > 0),
  answer_id   INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
  -- 1: a merge that stands took it from there, and undoing that brings it back.
  is_away     INTEGER NOT NULL CHECK (is_away IN (0, 1)),
  PRIMARY KEY (question_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_name_answer ON former_name (answer_id);

-- A snippet that was merged into another, which stands in its place: its text is kept as it was, its
-- number leads there and its votes count there.
CREATE TABLE merged_snippet (
  snippet_id INTEGER PRIMARY KEY REFERENCES snippet ON DELETE CASCADE,
  into_id    INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  -- What stood in its place before.
  successor_id INTEGER REFERENCES snippet ON DELETE SET NULL,
  by_id      INTEGER REFERENCES member ON DELETE SET NULL,
  at         INTEGER NOT NULL,
  CHECK (snippet_id <> into_id)
) STRICT;
CREATE INDEX merged_snippet_into ON merged_snippet (into_id);
CREATE TABLE merged_snippet_tag (
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  PRIMARY KEY (snippet_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_snippet_tag_tag ON merged_snippet_tag (tag_id);

-- Two questions, or two snippets, that may ask the same. Which words they share is read from them when
-- it is shown: no copy of a text is left here.
CREATE TABLE pair (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  question_id  INTEGER REFERENCES question ON DELETE CASCADE,
  like_question_id INTEGER REFERENCES question ON DELETE CASCADE,
  snippet_id   INTEGER REFERENCES snippet ON DELETE CASCADE,
  like_snippet_id INTEGER REFERENCES snippet ON DELETE CASCADE,
  -- 0 to 1, as the sweep measured it; null for what members alone say.
  likeness     REAL CHECK (likeness BETWEEN 0 AND 1),
  -- The member who says so; null for the sweep.
  said_by_id   INTEGER REFERENCES member ON DELETE SET NULL,
  -- "Not the same".
  dismissed_by_id INTEGER REFERENCES member ON DELETE SET NULL,
  dismissed_at INTEGER,
  created_at   INTEGER NOT NULL,
  UNIQUE (question_id, like_question_id),
  UNIQUE (snippet_id, like_snippet_id),
  CHECK ((question_id IS NULL) = (like_question_id IS NULL)),
  CHECK ((snippet_id IS NULL) = (like_snippet_id IS NULL)),
  CHECK ((question_id IS NULL) <> (snippet_id IS NULL)),
  CHECK (question_id < like_question_id),
  CHECK (snippet_id < like_snippet_id)
) STRICT;
CREATE INDEX pair_open ON pair (community_id, likeness) WHERE dismissed_at IS NULL;
CREATE INDEX pair_like_question ON pair (like_question_id) WHERE like_question_id IS NOT NULL;
CREATE INDEX pair_like_snippet ON pair (like_snippet_id) WHERE like_snippet_id IS NOT NULL;
CREATE INDEX pair_said ON pair (said_by_id) WHERE said_by_id IS NOT NULL;

-- How far the sweep for duplicates has come: what was asked, kept or edited later is yet to be compared.
CREATE TABLE swept (
  community_id INTEGER PRIMARY KEY REFERENCES community ON DELETE CASCADE,
  question_at  INTEGER NOT NULL DEFAULT 0,
  question_id  INTEGER NOT NULL DEFAULT 0,
  snippet_at   INTEGER NOT NULL DEFAULT 0,
  snippet_id   INTEGER NOT NULL DEFAULT 0
) STRICT;
