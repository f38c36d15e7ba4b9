-- People, places, knowledge. Times are UTC milliseconds. `ref` names a thing across databases
-- (exports and imports use it); `id` is only good inside this one.

CREATE TABLE community (
  id         INTEGER PRIMARY KEY,
  ref        TEXT    NOT NULL UNIQUE,
  name       TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  -- The highest number of a snippet that was taken back: numbers are not given twice.
  last_gone_snippet INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- A platform's deliveries reach the one community whose workspace is connected; an imported
-- workspace only says where its channels and accounts came from.
CREATE TABLE workspace (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  platform     TEXT    NOT NULL CHECK (length(platform) BETWEEN 1 AND 32),
  external_id  TEXT    NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  name         TEXT    NOT NULL,
  connected    INTEGER NOT NULL DEFAULT 0 CHECK (connected IN (0, 1)),
  created_at   INTEGER NOT NULL,
  UNIQUE (community_id, platform, external_id)
) STRICT;
CREATE UNIQUE INDEX workspace_connected ON workspace (platform, external_id) WHERE connected = 1;

CREATE TABLE member (
  id           INTEGER PRIMARY KEY,
  ref          TEXT    NOT NULL,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  handle       TEXT    NOT NULL CHECK (length(handle) BETWEEN 1 AND 40),
  name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role         TEXT    NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'curator', 'admin')),
  joined_at    INTEGER NOT NULL,
  UNIQUE (community_id, ref),
  UNIQUE (community_id, handle)
) STRICT;

CREATE TABLE account (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  external_id  TEXT    NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  created_at   INTEGER NOT NULL,
  UNIQUE (workspace_id, external_id)
) STRICT;
CREATE INDEX account_by_member ON account (member_id);

CREATE TABLE channel (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  external_id  TEXT    NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  private      INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  created_at   INTEGER NOT NULL,
  UNIQUE (workspace_id, external_id)
) STRICT;

CREATE TABLE tag (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 50 AND name = lower(name)),
  created_at   INTEGER NOT NULL,
  UNIQUE (community_id, name)
) STRICT;

CREATE TABLE tag_alias (
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  alias        TEXT    NOT NULL CHECK (length(alias) BETWEEN 1 AND 50 AND alias = lower(alias)),
  tag_id       INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  PRIMARY KEY (community_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_alias_by_tag ON tag_alias (tag_id);

CREATE TABLE expertise (
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  tag_id      INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  declared_at INTEGER NOT NULL,
  PRIMARY KEY (member_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX expertise_by_tag ON expertise (tag_id);

CREATE TABLE endorsement (
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  tag_id      INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  endorser_id INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (member_id, tag_id, endorser_id),
  CHECK (member_id <> endorser_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX endorsement_by_tag ON endorsement (tag_id);
CREATE INDEX endorsement_by_endorser ON endorsement (endorser_id);

CREATE TABLE question (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT    NOT NULL,
  community_id       INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id         INTEGER NOT NULL REFERENCES channel,
  author_id          INTEGER NOT NULL REFERENCES member,
  number             INTEGER NOT NULL CHECK (number > 0),
  title              TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  body               TEXT    NOT NULL CHECK (length(body) <= 100000),
  anonymous          INTEGER NOT NULL DEFAULT 0 CHECK (anonymous IN (0, 1)),
  state              TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
  accepted_answer_id INTEGER REFERENCES answer ON DELETE SET NULL,
  accepted_by_id     INTEGER REFERENCES member ON DELETE SET NULL,
  accepted_at        INTEGER,
  created_at         INTEGER NOT NULL,
  edited_at          INTEGER,
  UNIQUE (community_id, ref),
  UNIQUE (community_id, number),
  CHECK ((state = 'answered') <= (accepted_at IS NOT NULL))
) STRICT;
CREATE INDEX question_by_state ON question (community_id, state, created_at);
CREATE INDEX question_by_channel ON question (channel_id, created_at);
CREATE INDEX question_by_author ON question (author_id, created_at);
CREATE INDEX question_by_acceptance ON question (channel_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX question_by_accepted_answer ON question (accepted_answer_id) WHERE accepted_answer_id IS NOT NULL;

CREATE TABLE question_tag (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  tag_id      INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  PRIMARY KEY (question_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_tag_by_tag ON question_tag (tag_id);

CREATE TABLE watcher (
  question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (question_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watcher_by_member ON watcher (member_id);

CREATE TABLE answer (
  id           INTEGER PRIMARY KEY,
  ref          TEXT    NOT NULL,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  question_id  INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
  author_id    INTEGER NOT NULL REFERENCES member,
  number       INTEGER NOT NULL CHECK (number > 0),
  body         TEXT    NOT NULL CHECK (length(body) BETWEEN 1 AND 100000),
  created_at   INTEGER NOT NULL,
  edited_at    INTEGER,
  UNIQUE (community_id, ref),
  UNIQUE (question_id, number)
) STRICT;
CREATE INDEX answer_by_author ON answer (author_id, created_at);

CREATE TABLE snippet (
  id             INTEGER PRIMARY KEY,
  ref            TEXT    NOT NULL,
  community_id   INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id     INTEGER NOT NULL REFERENCES channel,
  author_id      INTEGER NOT NULL REFERENCES member,
  answer_id      INTEGER UNIQUE REFERENCES answer ON DELETE SET NULL,
  number         INTEGER NOT NULL CHECK (number > 0),
  title          TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  question       TEXT    NOT NULL CHECK (length(question) <= 100000),
  answer         TEXT    NOT NULL CHECK (length(answer) BETWEEN 1 AND 100000),
  -- Null when it was the asker of an anonymous question.
  verified_by_id INTEGER REFERENCES member,
  verified_at    INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  edited_at      INTEGER,
  UNIQUE (community_id, ref),
  UNIQUE (community_id, number)
) STRICT;
CREATE INDEX snippet_by_channel ON snippet (channel_id, created_at);
CREATE INDEX snippet_by_author ON snippet (author_id);

CREATE TABLE snippet_tag (
  snippet_id INTEGER NOT NULL REFERENCES snippet ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  PRIMARY KEY (snippet_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX snippet_tag_by_tag ON snippet_tag (tag_id);

-- A vote says "helpful" (a reader) or "solved" (someone whose own question it spared). Imported
-- votes may be anonymous: then member_id is null and `ref` keeps them from being counted twice.
CREATE TABLE vote (
  id           INTEGER PRIMARY KEY,
  ref          TEXT    NOT NULL,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  answer_id    INTEGER REFERENCES answer ON DELETE CASCADE,
  snippet_id   INTEGER REFERENCES snippet ON DELETE CASCADE,
  member_id    INTEGER REFERENCES member ON DELETE CASCADE,
  kind         TEXT    NOT NULL CHECK (kind IN ('helpful', 'solved')),
  created_at   INTEGER NOT NULL,
  UNIQUE (community_id, ref),
  UNIQUE (answer_id, member_id, kind),
  UNIQUE (snippet_id, member_id, kind),
  CHECK ((answer_id IS NULL) <> (snippet_id IS NULL))
) STRICT;
CREATE INDEX vote_by_member ON vote (member_id) WHERE member_id IS NOT NULL;

-- The text that something had before an edit.
CREATE TABLE revision (
  id             INTEGER PRIMARY KEY,
  question_id    INTEGER REFERENCES question ON DELETE CASCADE,
  answer_id      INTEGER REFERENCES answer ON DELETE CASCADE,
  snippet_id     INTEGER REFERENCES snippet ON DELETE CASCADE,
  title          TEXT    NOT NULL,
  body           TEXT    NOT NULL,
  replaced_by_id INTEGER NOT NULL REFERENCES member,
  replaced_at    INTEGER NOT NULL,
  CHECK ((question_id IS NOT NULL) + (answer_id IS NOT NULL) + (snippet_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX revision_by_question ON revision (question_id) WHERE question_id IS NOT NULL;
CREATE INDEX revision_by_answer ON revision (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX revision_by_snippet ON revision (snippet_id) WHERE snippet_id IS NOT NULL;

-- Words a member typed that a button or a form will need again; a call carries only the id.
CREATE TABLE draft (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  member_id  INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  command    TEXT    NOT NULL,
  args       TEXT    NOT NULL CHECK (json_valid(args)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_by_member ON draft (member_id, created_at);

-- Platform deliveries whose effect is in this database: a repeat does nothing.
CREATE TABLE delivery (
  key     TEXT    PRIMARY KEY,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_by_age ON delivery (seen_at);

-- What was done with more than a member's own rights.
CREATE TABLE audit (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  member_id    INTEGER REFERENCES member ON DELETE SET NULL,
  act          TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  at           INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (community_id, at);
