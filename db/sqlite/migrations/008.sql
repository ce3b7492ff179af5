-- Version 8.

-- ---- people are written to by mail, looked at, and forgotten ----

ALTER TABLE person ADD COLUMN email     TEXT NOT NULL DEFAULT ''; -- '': none
ALTER TABLE person ADD COLUMN forgotten INTEGER;                  -- when; NULL: is not

-- Whoever has that name, also of those who have left: an import of many asks for each.
CREATE INDEX person_folded ON person (folded);

-- What was told to one person.
CREATE INDEX outbox_person ON outbox (person) WHERE person IS NOT NULL; -- and so by id

-- ---- who may ask over HTTP ----

-- Of a token only the digest is kept. One that was revoked or has run out stays, so that what was done with it is known.
CREATE TABLE token (
	id      INTEGER PRIMARY KEY,
	hash    BLOB NOT NULL UNIQUE, -- SHA-256 of the token as text
	person  INTEGER NOT NULL REFERENCES person (id),
	created INTEGER NOT NULL,
	expires INTEGER, -- NULL: never
	revoked INTEGER  -- when; NULL: it is not
) STRICT;
CREATE INDEX token_person ON token (person);
