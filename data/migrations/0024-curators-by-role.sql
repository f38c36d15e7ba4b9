-- When a role of its platform made a curator of it last: such a role is known only when somebody speaks.
ALTER TABLE account ADD COLUMN curated_at INTEGER;
