-- Where a card stands: the message of the platform that shows it, edited as its subject changes.
CREATE TABLE card (
  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  -- What it is about: `question:42`.
  key        TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  -- The platform's name of the message; null from before it is posted until it is known to stand.
  message    TEXT    CHECK (length(message) BETWEEN 1 AND 200),
  claimed_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, key)
) STRICT;
