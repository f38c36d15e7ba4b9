-- How a member wants to be found and asked. No row, and null, mean: as everyone until they say
-- otherwise (src/experts/preferences.ts names what that is).
CREATE TABLE preference (
  member_id    INTEGER PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  -- IANA name, `Europe/Berlin`.
  zone         TEXT    CHECK (length(zone) BETWEEN 1 AND 64),
  -- Working hours in minutes after midnight; they may run past midnight (from > until).
  work_from    INTEGER CHECK (work_from BETWEEN 0 AND 1439),
  work_until   INTEGER CHECK (work_until BETWEEN 0 AND 1440),
  -- Days of work as ISO numbers, `12345`: 1 is Monday.
  workdays     TEXT    CHECK (length(workdays) BETWEEN 1 AND 7 AND workdays NOT GLOB '*[^1-7]*'),
  -- Until then nobody is sent to them.
  paused_until INTEGER,
  -- Pings in any 7 days.
  weekly_limit INTEGER CHECK (weekly_limit BETWEEN 0 AND 10),
  -- 1: not named as someone who knows, to anybody.
  unlisted     INTEGER NOT NULL DEFAULT 0 CHECK (unlisted IN (0, 1)),
  CHECK ((work_from IS NULL) = (work_until IS NULL)),
  CHECK ((work_from IS NULL) = (workdays IS NULL))
) STRICT;

-- "Not me": a member is neither named for a topic nor asked about it, whatever they answered.
CREATE TABLE not_me (
  member_id INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  tag_id    INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  said_at   INTEGER NOT NULL,
  PRIMARY KEY (member_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX not_me_by_tag ON not_me (tag_id);

-- Evidence of what a member knows that they withhold: an answer of theirs, or an endorsement. It is
-- neither shown nor counted. With a reason it is disputed, and curators settle that.
CREATE TABLE withheld (
  id          INTEGER PRIMARY KEY,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  answer_id   INTEGER UNIQUE REFERENCES answer ON DELETE CASCADE,
  tag_id      INTEGER,
  endorser_id INTEGER,
  reason      TEXT    CHECK (length(reason) BETWEEN 1 AND 300),
  withheld_at INTEGER NOT NULL,
  settled_at  INTEGER,
  UNIQUE (member_id, tag_id, endorser_id),
  FOREIGN KEY (member_id, tag_id, endorser_id) REFERENCES endorsement ON DELETE CASCADE,
  CHECK ((answer_id IS NULL) = (tag_id IS NOT NULL)),
  CHECK ((tag_id IS NULL) = (endorser_id IS NULL))
) STRICT;
