-- Since when a curator says that the tag is one of the community's words: before that, or before enough
-- members have used it, it is offered to nobody.
ALTER TABLE tag ADD COLUMN approved_at INTEGER;
