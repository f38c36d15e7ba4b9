-- Kept knowledge ages. When someone said that it is no longer right; null while nobody did.
ALTER TABLE snippet ADD COLUMN outdated_at INTEGER;
-- When its owner was last asked whether it still is.
ALTER TABLE snippet ADD COLUMN asked_at INTEGER;
CREATE INDEX snippet_outdated ON snippet (community_id) WHERE outdated_at IS NOT NULL;
CREATE INDEX snippet_by_verifier ON snippet (verified_by_id) WHERE verified_by_id IS NOT NULL;

-- After how many days what is kept under the tag is to be verified again; null: the usual.
ALTER TABLE tag ADD COLUMN verify_days INTEGER CHECK (verify_days BETWEEN 1 AND 3650);

-- What the card says, as a fingerprint, and since when: a lost edit is made up for by it.
ALTER TABLE card ADD COLUMN shown TEXT;
ALTER TABLE card ADD COLUMN shown_at INTEGER;
