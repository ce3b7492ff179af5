-- Version 8.

-- ---- people are written to by mail, looked at, and forgotten ----

ALTER TABLE person ADD COLUMN email     TEXT NOT NULL DEFAULT ''; -- '': none
ALTER TABLE person ADD COLUMN forgotten INTEGER;                  -- when; NULL: is not

-- What was told to one person.
CREATE INDEX outbox_person ON outbox (person) WHERE person IS NOT NULL; -- and so by id
