-- What can be found: one document for each answer, or for the snippet that it became. Its terms stand
-- in a table of their own: retrieval asks of many documents who may see them, and of few what they say.
CREATE TABLE document (
  id           INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  channel_id   INTEGER NOT NULL REFERENCES channel,
  question_id  INTEGER REFERENCES question ON DELETE CASCADE,
  answer_id    INTEGER UNIQUE REFERENCES answer ON DELETE CASCADE,
  snippet_id   INTEGER UNIQUE REFERENCES snippet ON DELETE CASCADE,
  asker_id     INTEGER NOT NULL REFERENCES member,
  author_id    INTEGER NOT NULL REFERENCES member,
  -- Version of src/search's analyser that made the terms.
  analyser     INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  CHECK (answer_id IS NOT NULL OR snippet_id IS NOT NULL)
) STRICT;
CREATE INDEX document_by_question ON document (question_id);
CREATE INDEX document_by_author ON document (author_id);
CREATE INDEX document_by_asker ON document (asker_id);
CREATE INDEX document_by_channel ON document (channel_id);

-- Terms made by src/search (stems joined by spaces), not text.
CREATE TABLE document_terms (
  document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  title       TEXT NOT NULL,
  question    TEXT NOT NULL,
  answer      TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE document_fts USING fts5 (
  title, question, answer,
  content = 'document_terms', content_rowid = 'document_id',
  tokenize = "ascii tokenchars '#+.-_'"
);
CREATE VIRTUAL TABLE document_term USING fts5vocab (document_fts, 'row');

CREATE TRIGGER document_terms_inserted AFTER INSERT ON document_terms BEGIN
  INSERT INTO document_fts (rowid, title, question, answer)
  VALUES (new.document_id, new.title, new.question, new.answer);
END;
CREATE TRIGGER document_terms_deleted AFTER DELETE ON document_terms BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, question, answer)
  VALUES ('delete', old.document_id, old.title, old.question, old.answer);
END;
CREATE TRIGGER document_terms_updated AFTER UPDATE ON document_terms BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, question, answer)
  VALUES ('delete', old.document_id, old.title, old.question, old.answer);
  INSERT INTO document_fts (rowid, title, question, answer)
  VALUES (new.document_id, new.title, new.question, new.answer);
END;
