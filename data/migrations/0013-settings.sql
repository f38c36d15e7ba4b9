-- What a community decides for itself, where it differs from what is usual (src/settings.ts declares
-- the keys): for all of it, for one of its workspaces, or for a channel.
CREATE TABLE setting (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  workspace_id INTEGER REFERENCES workspace ON DELETE CASCADE,
  channel_id   INTEGER REFERENCES channel ON DELETE CASCADE,
  key          TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 40),
  value        TEXT    NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
  set_by_id    INTEGER REFERENCES member ON DELETE SET NULL,
  set_at       INTEGER NOT NULL,
  CHECK (workspace_id IS NULL OR channel_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX setting_by_key
ON setting (community_id, coalesce(workspace_id, 0), coalesce(channel_id, 0), key);
