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
