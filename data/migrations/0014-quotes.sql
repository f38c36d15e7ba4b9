-- Whose words a snippet holds, besides those of who saved it.
CREATE TABLE quote (
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  member_id  INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  -- As they stood in it when it was saved: by them they are found again, to be taken out.
  words      TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 100000),
  -- Whether their name may stand with it; until they said so it does not. Whose words were left out
  -- has no row any more.
  state      TEXT    NOT NULL CHECK (state IN ('asked', 'named', 'unnamed')),
  -- Until when they may say; then the community's setting decides.
  due_at     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- When they said so themselves; null for what was decided for them.
  said_at    INTEGER,
  PRIMARY KEY (snippet_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_by_member ON quote (member_id);
CREATE INDEX quote_due ON quote (due_at) WHERE state = 'asked';

-- What a member answers whenever they are quoted, so that nobody asks.
CREATE TABLE quote_wish (
  member_id INTEGER PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  wish      TEXT    NOT NULL CHECK (wish IN ('named', 'unnamed', 'left-out')),
  said_at   INTEGER NOT NULL
) STRICT;

-- A snippet may be kept from several messages.
CREATE TABLE source_of_several (
  answer_id  INTEGER UNIQUE REFERENCES answer ON DELETE CASCADE,
  snippet_id INTEGER REFERENCES snippet ON DELETE CASCADE,
  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  message    TEXT    NOT NULL CHECK (length(message) BETWEEN 1 AND 60),
  -- Where it can be read; null when that is not known, or the message is gone.
  link       TEXT    CHECK (length(link) BETWEEN 1 AND 2000),
  kept_by_id INTEGER NOT NULL REFERENCES member,
  -- An answer changes with its message until someone edits either without the other.
  follows    INTEGER NOT NULL DEFAULT 1 CHECK (follows IN (0, 1)),
  CHECK ((answer_id IS NULL) <> (snippet_id IS NULL))
) STRICT;
INSERT INTO source_of_several SELECT * FROM source;
DROP TABLE source;
ALTER TABLE source_of_several RENAME TO source;
CREATE UNIQUE INDEX source_of_answer ON source (channel_id, message) WHERE answer_id IS NOT NULL;
CREATE UNIQUE INDEX source_of_snippet ON source (snippet_id, message) WHERE snippet_id IS NOT NULL;
CREATE INDEX source_by_message ON source (channel_id, message) WHERE snippet_id IS NOT NULL;
CREATE INDEX source_by_keeper ON source (kept_by_id);
