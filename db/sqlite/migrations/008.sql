-- Version 8.

-- ---- people are written to by mail, looked at, and forgotten ----

ALTER TABLE person ADD COLUMN email     TEXT NOT NULL DEFAULT ''; -- '': none
ALTER TABLE person ADD COLUMN forgotten INTEGER;                  -- when; NULL: is not

-- Whoever has that name, also of those who have left: an import of many asks for each.
CREATE INDEX person_folded ON person (folded);

-- What was told to one person.
CREATE INDEX outbox_person ON outbox (person) WHERE person IS NOT NULL; -- and so by id
