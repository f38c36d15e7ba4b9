-- Whether the member agreed to be named, and to have a page, where everyone can read: nobody does unasked.
ALTER TABLE preference ADD COLUMN page INTEGER NOT NULL DEFAULT 0 CHECK (page IN (0, 1));
