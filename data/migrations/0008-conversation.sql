-- Threads: the question of a thread is found by the message that opens it.
CREATE INDEX card_by_message ON card (channel_id, message) WHERE message IS NOT NULL;

-- Whether the channel opted in to being listened to, and whether anything can be posted there.
ALTER TABLE channel ADD COLUMN listening INTEGER NOT NULL DEFAULT 0 CHECK (listening IN (0, 1));
ALTER TABLE channel ADD COLUMN archived  INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));

-- The platform says that the account can be used no more.
ALTER TABLE account ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));

-- The message of a platform that an answer or a snippet was kept from.
CREATE TABLE source (
  answer_id  INTEGER UNIQUE REFERENCES answer ON DELETE CASCADE,
  snippet_id INTEGER UNIQUE REFERENCES snippet ON DELETE CASCADE,
  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  message    TEXT    NOT NULL CHECK (length(message) BETWEEN 1 AND 60),
  -- Where it can be read; null when that is not known, or the message is gone.
  link       TEXT    CHECK (length(link) BETWEEN 1 AND 2000),
  kept_by_id INTEGER NOT NULL REFERENCES member,
  -- An answer changes with its message until someone edits either without the other.
  follows    INTEGER NOT NULL DEFAULT 1 CHECK (follows IN (0, 1)),
  CHECK ((answer_id IS NULL) <> (snippet_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX source_of_answer ON source (channel_id, message) WHERE answer_id IS NOT NULL;
CREATE INDEX source_of_snippet ON source (channel_id, message) WHERE snippet_id IS NOT NULL;
CREATE INDEX source_by_keeper ON source (kept_by_id);

-- The latest that was done about a message: deliveries overtake each other, and what is older than
-- this comes too late.
CREATE TABLE latest (
  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  message    TEXT    NOT NULL CHECK (length(message) BETWEEN 1 AND 60),
  what       TEXT    NOT NULL CHECK (length(what) BETWEEN 1 AND 60),
  at         INTEGER NOT NULL,
  PRIMARY KEY (channel_id, message, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX latest_by_age ON latest (at);
