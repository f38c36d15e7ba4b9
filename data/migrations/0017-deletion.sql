-- When a question was closed; null while it is not, and for what came with an import.
ALTER TABLE question ADD COLUMN closed_at INTEGER;
UPDATE question SET closed_at = unixepoch() * 1000 WHERE state = 'closed';

-- The highest number that was ever given to what is deleted: numbers are not given twice.
ALTER TABLE community ADD COLUMN last_gone_question INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN last_gone_answer INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER question_gone AFTER DELETE ON question BEGIN
  UPDATE community SET last_gone_question = max(last_gone_question, old.number)
  WHERE id = old.community_id;
END;
CREATE TRIGGER answer_gone AFTER DELETE ON answer BEGIN
  UPDATE question SET last_gone_answer = max(last_gone_answer, old.number)
  WHERE id = old.question_id;
END;

-- What is deleted leaves no word in the index: https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
INSERT INTO document_fts (document_fts, rank) VALUES ('secure-delete', 1);
