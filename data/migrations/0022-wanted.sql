-- When somebody said last that an open question still needs an answer: its time begins anew.
ALTER TABLE question ADD COLUMN wanted_at INTEGER;
