-- What is owed to people and places, until it is delivered. A fact and the notices that follow from it
-- are written in one transaction; `key` makes each of them once: `ping:17:3:1`, `digest:4:2026-W48`.
CREATE TABLE notice (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  key          TEXT    NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
  kind         TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
  -- Where it is delivered: in a channel there, or to a member by their account there. Neither for a
  -- step that is taken in the background, like choosing whom to ask.
  workspace_id INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  channel_id   INTEGER REFERENCES channel ON DELETE CASCADE,
  member_id    INTEGER REFERENCES member ON DELETE CASCADE,
  -- What it is about.
  question_id  INTEGER REFERENCES question ON DELETE CASCADE,
  schedule_id  INTEGER REFERENCES schedule ON DELETE SET NULL,
  details      TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
  due_at       INTEGER NOT NULL,
  state        TEXT    NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'cancelled', 'dead')),
  -- Counted when it is taken in hand; with it a process proves that it is still the one.
  attempts     INTEGER NOT NULL DEFAULT 0,
  -- Until then it is in hand of one process.
  leased_until INTEGER,
  -- The platform's name of the message that delivered it.
  message      TEXT,
  -- What went wrong last, or why it was cancelled.
  why          TEXT,
  created_at   INTEGER NOT NULL,
  settled_at   INTEGER,
  CHECK (channel_id IS NULL OR member_id IS NULL),
  CHECK ((state = 'due') = (settled_at IS NULL))
) STRICT;
CREATE INDEX notice_due ON notice (due_at) WHERE state = 'due';
CREATE INDEX notice_dead ON notice (community_id, settled_at) WHERE state = 'dead';
CREATE INDEX notice_by_question ON notice (question_id) WHERE question_id IS NOT NULL;
CREATE INDEX notice_by_schedule ON notice (schedule_id, settled_at) WHERE schedule_id IS NOT NULL;
CREATE INDEX notice_by_member ON notice (member_id, kind) WHERE member_id IS NOT NULL;
CREATE INDEX notice_by_channel ON notice (channel_id) WHERE channel_id IS NOT NULL;

-- An expert and a question they are, or are to be, asked about: once in its life.
CREATE TABLE ping (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  -- First, second or third to be asked.
  rung        INTEGER NOT NULL CHECK (rung BETWEEN 1 AND 3),
  state       TEXT    NOT NULL CHECK (state IN ('owed', 'asked', 'taken', 'passed', 'silent', 'lost')),
  created_at  INTEGER NOT NULL,
  asked_at    INTEGER,
  said_at     INTEGER,
  PRIMARY KEY (question_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ping_by_member ON ping (member_id, created_at);

-- When a digest is posted in a channel, or brought to a member in private.
CREATE TABLE schedule (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id   INTEGER UNIQUE REFERENCES channel ON DELETE CASCADE,
  member_id    INTEGER UNIQUE REFERENCES member ON DELETE CASCADE,
  -- ISO weekday, 1 is Monday; 0 is every day.
  weekday      INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 7),
  -- Minutes after midnight in `zone`, an IANA name.
  minute       INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  zone         TEXT    NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
  -- Names of sections, channels' ids and tags' names; none means all, the channel itself, and any.
  sections     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(sections)),
  channels     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(channels)),
  tags         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  -- 1: a line is posted even when there is nothing to say.
  when_empty   INTEGER NOT NULL DEFAULT 0 CHECK (when_empty IN (0, 1)),
  set_by_id    INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  set_at       INTEGER NOT NULL,
  -- The next slot, so that the due ones are found without computing all of them.
  next_at      INTEGER NOT NULL,
  -- When someone last pressed anything in one of its digests.
  read_at      INTEGER,
  CHECK ((channel_id IS NULL) <> (member_id IS NULL))
) STRICT;
CREATE INDEX schedule_by_next ON schedule (next_at);

-- Where nothing can be delivered before somebody acts.
CREATE TABLE unreachable (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  channel_id   INTEGER UNIQUE REFERENCES channel ON DELETE CASCADE,
  member_id    INTEGER REFERENCES member ON DELETE CASCADE,
  -- What to do, for who can.
  sentence     TEXT    NOT NULL CHECK (length(sentence) BETWEEN 1 AND 500),
  since        INTEGER NOT NULL,
  UNIQUE (workspace_id, member_id),
  CHECK ((channel_id IS NULL) <> (member_id IS NULL))
) STRICT;

-- Kinds of notices that a member turned off.
CREATE TABLE mute (
  member_id INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  kind      TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
  muted_at  INTEGER NOT NULL,
  PRIMARY KEY (member_id, kind)
) STRICT, WITHOUT ROWID;

-- A digest looks at a week of a community's votes, whatever else is in the store.
CREATE INDEX vote_by_time ON vote (community_id, created_at);
CREATE INDEX question_open ON question (channel_id, created_at) WHERE state = 'open';
CREATE INDEX question_by_time ON question (community_id, created_at);
CREATE INDEX question_accepted ON question (community_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX snippet_by_verification ON snippet (channel_id, verified_at);
