-- When the database was last looked after, and how it went: what `doctor` tells.
CREATE TABLE upkeep (
  -- 'backup'
  what     TEXT PRIMARY KEY,
  at       INTEGER NOT NULL,
  -- Why it failed; null when it did not.
  problem  TEXT
) STRICT;
