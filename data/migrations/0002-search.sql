-- What can be found: one document for each answer, or for the snippet that it became. The columns
-- hold terms made by src/search (stems joined by spaces), not text; `analyser` is its version.
CREATE TABLE document (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id   INTEGER NOT NULL REFERENCES channel,
  question_id  INTEGER REFERENCES question ON DELETE CASCADE,
  answer_id    INTEGER UNIQUE REFERENCES answer ON DELETE CASCADE,
  snippet_id   INTEGER UNIQUE REFERENCES snippet ON DELETE CASCADE,
  asker_id     INTEGER NOT NULL REFERENCES member,
  author_id    INTEGER NOT NULL REFERENCES member,
  title        TEXT    NOT NULL,
  question     TEXT    NOT NULL,
  answer       TEXT    NOT NULL,
  analyser     INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  CHECK (answer_id IS NOT NULL OR snippet_id IS NOT NULL)
) STRICT;
CREATE INDEX document_by_question ON document (question_id);
CREATE INDEX document_by_author ON document (author_id);
CREATE INDEX document_by_asker ON document (asker_id);
CREATE INDEX document_by_channel ON document (channel_id);
CREATE INDEX document_by_community ON document (community_id);

CREATE VIRTUAL TABLE document_fts USING fts5 (
  title, question, answer,
  content = 'document', content_rowid = 'id',
  tokenize = "ascii tokenchars '#+.-_'"
);
CREATE VIRTUAL TABLE document_term USING fts5vocab (document_fts, 'row');

CREATE TRIGGER document_inserted AFTER INSERT ON document BEGIN
  INSERT INTO document_fts (rowid, title, question, answer)
  VALUES (new.id, new.title, new.question, new.answer);
END;
CREATE TRIGGER document_deleted AFTER DELETE ON document BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, question, answer)
  VALUES ('delete', old.id, old.title, old.question, old.answer);
END;
CREATE TRIGGER document_updated AFTER UPDATE OF title, question, answer ON document BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, question, answer)
  VALUES ('delete', old.id, old.title, old.question, old.answer);
  INSERT INTO document_fts (rowid, title, question, answer)
  VALUES (new.id, new.title, new.question, new.answer);
END;
