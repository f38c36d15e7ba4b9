-- Where the app was installed by its members: one workspace, or a whole organisation with all of its
-- workspaces. The tokens are sealed with a key that is not in this database.
CREATE TABLE installation (
  id            INTEGER PRIMARY KEY,
  platform      TEXT    NOT NULL CHECK (length(platform) BETWEEN 1 AND 32),
  -- The platform's name of the workspace or the organisation.
  external_id   TEXT    NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  name          TEXT    NOT NULL,
  -- The account that we are there.
  bot           TEXT    NOT NULL,
  -- The account that installed it, and can again.
  installed_by  TEXT,
  -- Null once it is parked: no call can be made then.
  sealed        TEXT,
  -- When the token ends; null for one that does not.
  expires_at    INTEGER,
  -- Counts the tokens it had, so that only one of two refreshes is kept.
  version       INTEGER NOT NULL DEFAULT 1,
  -- Until when one process alone may refresh the token.
  leased_until  INTEGER NOT NULL DEFAULT 0,
  installed_at  INTEGER NOT NULL,
  parked_at     INTEGER,
  -- When the platform last said that it was uninstalled: an installation that was begun before is void.
  uninstalled_at INTEGER NOT NULL DEFAULT 0,
  -- The community that its workspaces belong to, unless they were at home elsewhere before.
  community_id  INTEGER REFERENCES community ON DELETE SET NULL,
  UNIQUE (platform, external_id),
  CHECK ((sealed IS NULL) = (parked_at IS NOT NULL))
) STRICT;
CREATE INDEX installation_by_community ON installation (community_id);

-- The installation by which the workspace is served; null for one whose token is in the settings.
ALTER TABLE workspace ADD COLUMN installation_id INTEGER REFERENCES installation ON DELETE SET NULL;
CREATE INDEX workspace_by_installation ON workspace (installation_id) WHERE installation_id IS NOT NULL;

-- Who is here as a guest sees only the channel where they stand: of this workspace, or from elsewhere.
ALTER TABLE account ADD COLUMN guest TEXT CHECK (guest IN ('here', 'elsewhere'));
-- Whether people from elsewhere are in the channel: then what is posted there is for guests, too.
ALTER TABLE channel ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
