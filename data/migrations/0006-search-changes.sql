-- The order in which documents changed, so that an index in memory can follow: one row for each
-- document, also when it is gone, and for each channel that turned private or public. A change takes the
-- row's place with a higher number; numbers are never given twice.
CREATE TABLE search_change (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  community_id INTEGER NOT NULL,
  document_id  INTEGER UNIQUE,
  channel_id   INTEGER UNIQUE,
  CHECK ((document_id IS NULL) <> (channel_id IS NULL))
) STRICT;
CREATE INDEX search_change_by_community ON search_change (community_id, seq);

INSERT INTO search_change (community_id, document_id)
SELECT community_id, id FROM document ORDER BY id;

-- A row is deleted before it is written anew: what a statement says about conflicts holds in the
-- triggers it fires, too, so none of theirs would. https://www.sqlite.org/lang_createtrigger.html
-- A document is whole when its terms are there.
CREATE TRIGGER search_change_terms_inserted AFTER INSERT ON document_terms BEGIN
  DELETE FROM search_change WHERE document_id = new.document_id;
  INSERT INTO search_change (community_id, document_id)
  SELECT community_id, id FROM document WHERE id = new.document_id;
END;
CREATE TRIGGER search_change_terms_updated AFTER UPDATE ON document_terms BEGIN
  DELETE FROM search_change WHERE document_id = new.document_id;
  INSERT INTO search_change (community_id, document_id)
  SELECT community_id, id FROM document WHERE id = new.document_id;
END;
CREATE TRIGGER search_change_document_updated
AFTER UPDATE OF channel_id, question_id, snippet_id, asker_id, author_id ON document BEGIN
  DELETE FROM search_change WHERE document_id = new.id;
  INSERT INTO search_change (community_id, document_id) VALUES (new.community_id, new.id);
END;
CREATE TRIGGER search_change_document_deleted AFTER DELETE ON document BEGIN
  DELETE FROM search_change WHERE document_id = old.id;
  INSERT INTO search_change (community_id, document_id) VALUES (old.community_id, old.id);
END;
CREATE TRIGGER search_change_channel_updated AFTER UPDATE OF private ON channel
WHEN new.private <> old.private BEGIN
  DELETE FROM search_change WHERE channel_id = new.id;
  INSERT INTO search_change (community_id, channel_id)
  SELECT community_id, new.id FROM workspace WHERE id = new.workspace_id;
END;

-- How a community searches. No row means: English, and as sure as the engine is.
CREATE TABLE search_setting (
  community_id INTEGER PRIMARY KEY REFERENCES community ON DELETE CASCADE,
  -- ISO 639-1.
  language     TEXT    NOT NULL DEFAULT 'en' CHECK (length(language) = 2),
  -- What the community's own judgements add to the logit of the engine's confidence.
  bias         REAL    NOT NULL DEFAULT 0
) STRICT;

-- What was suggested before a question was posted, how sure the engine was that the first suggestion
-- answers (a logit, without the bias), and what became of it. It names nobody.
CREATE TABLE suggestion (
  -- The draft that the question was kept in; drafts go, this stays.
  draft_id     INTEGER PRIMARY KEY,
  community_id INTEGER NOT NULL REFERENCES community ON DELETE CASCADE,
  -- The first suggestion: an answer, or a snippet that is from none.
  answer_id    INTEGER,
  snippet_id   INTEGER,
  logit        REAL    NOT NULL,
  -- 1: "This solved it", said of the first; 0: of another, or "Ask anyway"; null: nothing yet.
  solved       INTEGER CHECK (solved IN (0, 1)),
  shown_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX suggestion_by_community ON suggestion (community_id, shown_at);

-- Where a community configured an endpoint for embeddings: what it said of documents that were found.
CREATE TABLE document_vector (
  document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  model       TEXT NOT NULL,
  -- Little-endian 32-bit floats of length 1 together.
  vector      BLOB NOT NULL
) STRICT;
CREATE TRIGGER document_vector_outdated AFTER UPDATE ON document_terms BEGIN
  DELETE FROM document_vector WHERE document_id = new.document_id;
END;
