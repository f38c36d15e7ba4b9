-- Two communities become one, and can part again. A community that was one of its own before is a
-- side: by it each gets back what it had. No rows: nobody joined anybody.
CREATE TABLE side (
  id                INTEGER PRIMARY KEY,
  community_id      INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  -- As the community was called before.
  ref               TEXT    NOT NULL,
  name              TEXT    NOT NULL,
  created_at        INTEGER NOT NULL,
  -- 1: the others joined it; what the community is called now, and its settings, are its own.
  host              INTEGER NOT NULL CHECK (host IN (0, 1)),
  -- What was added to the numbers that it had, and the last number that is from before.
  questions_shifted INTEGER NOT NULL DEFAULT 0,
  questions_until   INTEGER NOT NULL DEFAULT 0,
  snippets_shifted  INTEGER NOT NULL DEFAULT 0,
  snippets_until    INTEGER NOT NULL DEFAULT 0,
  last_gone_question INTEGER NOT NULL DEFAULT 0,
  last_gone_snippet INTEGER NOT NULL DEFAULT 0,
  -- What it had set for all of itself: rows of `setting` and `search_setting`.
  settings          TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  joined_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX side_by_community ON side (community_id);

-- Null: the host's, or nobody joined anybody.
ALTER TABLE workspace ADD COLUMN side_id INTEGER REFERENCES side ON DELETE SET NULL;
-- Where a member is from who has no account, or got one everywhere.
ALTER TABLE member ADD COLUMN side_id INTEGER REFERENCES side ON DELETE SET NULL;
ALTER TABLE audit ADD COLUMN side_id INTEGER REFERENCES side ON DELETE SET NULL;
CREATE INDEX workspace_by_side ON workspace (side_id) WHERE side_id IS NOT NULL;
CREATE INDEX member_by_side ON member (side_id) WHERE side_id IS NOT NULL;
CREATE INDEX audit_by_side ON audit (side_id) WHERE side_id IS NOT NULL;

-- A name that had to change because the other side had it: of a member, or of a workspace.
CREATE TABLE former (
  side_id INTEGER NOT NULL REFERENCES side ON DELETE CASCADE,
  kind    TEXT    NOT NULL,
  id      INTEGER NOT NULL,
  was     TEXT    NOT NULL,
  PRIMARY KEY (side_id, kind, id, was)
) STRICT, WITHOUT ROWID;

-- The tags that a side had, and which tag each of them is now.
CREATE TABLE side_tag (
  side_id     INTEGER NOT NULL REFERENCES side ON DELETE CASCADE,
  name        TEXT    NOT NULL,
  tag_id      INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
  -- 1: the same row; 0: the host had one of that name or alias.
  own         INTEGER NOT NULL CHECK (own IN (0, 1)),
  verify_days INTEGER,
  created_at  INTEGER NOT NULL,
  aliases     TEXT    NOT NULL CHECK (json_valid(aliases)),
  PRIMARY KEY (side_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX side_tag_by_tag ON side_tag (tag_id);

-- A code that one side shows and the other types: of communities that are to become one, or of accounts.
CREATE TABLE link_code (
  id                 INTEGER PRIMARY KEY,
  kind               TEXT    NOT NULL CHECK (kind IN ('community', 'account')),
  -- SHA-256 of the code: it is shown once, and kept nowhere.
  hash               TEXT    NOT NULL UNIQUE,
  community_id       INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  workspace_id       INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  channel_id         INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,
  member_id          INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  state              TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'typed', 'done', 'void')),
  created_at         INTEGER NOT NULL,
  expires_at         INTEGER NOT NULL,
  typed_community_id INTEGER REFERENCES community ON DELETE CASCADE,
  typed_workspace_id INTEGER REFERENCES workspace ON DELETE CASCADE,
  typed_channel_id   INTEGER REFERENCES channel ON DELETE CASCADE,
  typed_member_id    INTEGER REFERENCES member ON DELETE CASCADE,
  CHECK ((typed_member_id IS NULL) = (typed_workspace_id IS NULL))
) STRICT;
CREATE INDEX link_code_by_community ON link_code (community_id);
CREATE INDEX link_code_by_member ON link_code (member_id);
CREATE INDEX link_code_by_typist ON link_code (typed_member_id) WHERE typed_member_id IS NOT NULL;
CREATE INDEX link_code_by_joiner ON link_code (typed_community_id) WHERE typed_community_id IS NOT NULL;

-- Codes that were typed and are none: few of them are enough to be told to wait.
CREATE TABLE link_try (
  workspace_id INTEGER NOT NULL REFERENCES workspace ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  tried_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX link_try_by_workspace ON link_try (workspace_id, tried_at);
CREATE INDEX link_try_by_member ON link_try (member_id);

-- A member whom another one turned out to be: they were made one, and can be parted again.
CREATE TABLE twin (
  id          INTEGER PRIMARY KEY,
  member_id   INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  -- As they were before.
  was_id      INTEGER NOT NULL,
  ref         TEXT    NOT NULL,
  handle      TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  role        TEXT    NOT NULL CHECK (role IN ('member', 'curator', 'admin')),
  -- The role that the other one had.
  member_role TEXT    NOT NULL CHECK (member_role IN ('member', 'curator', 'admin')),
  joined_at   INTEGER NOT NULL,
  side_id     INTEGER REFERENCES side ON DELETE SET NULL,
  made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX twin_by_member ON twin (member_id);
CREATE INDEX twin_by_side ON twin (side_id) WHERE side_id IS NOT NULL;

-- Which rows were theirs, by table, column and key: they are again when the two are parted.
CREATE TABLE carried (
  twin_id INTEGER NOT NULL REFERENCES twin ON DELETE CASCADE,
  place   TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  PRIMARY KEY (twin_id, place, key)
) STRICT, WITHOUT ROWID;

-- Rows that there was room for only once (two votes on one answer), whole.
CREATE TABLE spared (
  id      INTEGER PRIMARY KEY,
  twin_id INTEGER NOT NULL REFERENCES twin ON DELETE CASCADE,
  place   TEXT    NOT NULL,
  record  TEXT    NOT NULL CHECK (json_valid(record))
) STRICT;
CREATE INDEX spared_by_twin ON spared (twin_id);

ALTER TABLE account ADD COLUMN twin_id INTEGER REFERENCES twin ON DELETE SET NULL;
CREATE INDEX account_by_twin ON account (twin_id) WHERE twin_id IS NOT NULL;
-- When a member was last here by this account, to the hour.
ALTER TABLE account ADD COLUMN used_at INTEGER;

-- The platform on which a member of several is reached.
CREATE TABLE reach (
  member_id INTEGER PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  platform  TEXT    NOT NULL CHECK (length(platform) BETWEEN 1 AND 32)
) STRICT;

-- A name that stands for somebody of a community that parted from this one: what they wrote here stays.
CREATE TABLE stand_in (
  member_id INTEGER PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  of_id     INTEGER REFERENCES member ON DELETE SET NULL
) STRICT;
CREATE INDEX stand_in_by_member ON stand_in (of_id) WHERE of_id IS NOT NULL;

-- How often what members did changed hands: what is remembered of it elsewhere is to be read anew.
CREATE TABLE hands (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  changed INTEGER NOT NULL
) STRICT;
INSERT INTO hands (id, changed) VALUES (1, 0);

-- A document that went to another community is gone from the one that had it: both are to be told.
DROP TRIGGER search_change_terms_inserted;
DROP TRIGGER search_change_terms_updated;
DROP TRIGGER search_change_document_updated;
DROP TRIGGER search_change_document_deleted;
DROP TRIGGER search_change_channel_updated;
CREATE TABLE search_changed (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  community_id INTEGER NOT NULL,
  document_id  INTEGER,
  channel_id   INTEGER,
  UNIQUE (document_id, community_id),
  UNIQUE (channel_id, community_id),
  CHECK ((document_id IS NULL) <> (channel_id IS NULL))
) STRICT;
INSERT INTO search_changed SELECT seq, community_id, document_id, channel_id FROM search_change;
UPDATE sqlite_sequence SET seq = coalesce(
  (SELECT seq FROM sqlite_sequence WHERE name = 'search_change'), 0) WHERE name = 'search_changed';
DROP TABLE search_change;
ALTER TABLE search_changed RENAME TO search_change;
CREATE INDEX search_change_by_community ON search_change (community_id, seq);

CREATE TRIGGER search_change_terms_inserted AFTER INSERT ON document_terms BEGIN
  DELETE FROM search_change WHERE document_id = new.document_id
    AND community_id = (SELECT community_id FROM document WHERE id = new.document_id);
  INSERT INTO search_change (community_id, document_id)
  SELECT community_id, id FROM document WHERE id = new.document_id;
END;
CREATE TRIGGER search_change_terms_updated AFTER UPDATE ON document_terms BEGIN
  DELETE FROM search_change WHERE document_id = new.document_id
    AND community_id = (SELECT community_id FROM document WHERE id = new.document_id);
  INSERT INTO search_change (community_id, document_id)
  SELECT community_id, id FROM document WHERE id = new.document_id;
END;
CREATE TRIGGER search_change_document_updated
AFTER UPDATE OF channel_id, question_id, snippet_id, asker_id, author_id ON document BEGIN
  DELETE FROM search_change WHERE document_id = new.id AND community_id = new.community_id;
  INSERT INTO search_change (community_id, document_id) VALUES (new.community_id, new.id);
END;
CREATE TRIGGER search_change_document_moved AFTER UPDATE OF community_id ON document
WHEN new.community_id <> old.community_id BEGIN
  DELETE FROM search_change WHERE document_id = new.id
    AND community_id IN (old.community_id, new.community_id);
  INSERT INTO search_change (community_id, document_id)
  VALUES (old.community_id, new.id), (new.community_id, new.id);
END;
CREATE TRIGGER search_change_document_deleted AFTER DELETE ON document BEGIN
  DELETE FROM search_change WHERE document_id = old.id AND community_id = old.community_id;
  INSERT INTO search_change (community_id, document_id) VALUES (old.community_id, old.id);
END;
CREATE TRIGGER search_change_channel_updated AFTER UPDATE OF private ON channel
WHEN new.private <> old.private BEGIN
  DELETE FROM search_change WHERE channel_id = new.id
    AND community_id = (SELECT community_id FROM workspace WHERE id = new.workspace_id);
  INSERT INTO search_change (community_id, channel_id)
  SELECT community_id, new.id FROM workspace WHERE id = new.workspace_id;
END;
