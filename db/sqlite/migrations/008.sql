-- Version 8: people forgotten, tokens, and an outbox whose texts cost less.

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

-- ---- what is seldom asked of the outbox costs its texts nothing ----

-- Each text that went out was compared with the conditions of these two indexes, four times, though hardly any is in them.
ALTER TABLE outbox ADD COLUMN unsettled TEXT;    -- its state where that is sending or unknown
ALTER TABLE outbox ADD COLUMN lost      INTEGER; -- when its state became failed, rejected or expired
UPDATE outbox SET unsettled = state WHERE state = 'sending' OR state = 'unknown';
UPDATE outbox SET lost = state_at WHERE state = 'failed' OR state = 'rejected' OR state = 'expired';
DROP INDEX outbox_unsettled;
CREATE INDEX outbox_unsettled ON outbox (unsettled, channel, not_before) WHERE unsettled IS NOT NULL;
DROP INDEX outbox_failed;
CREATE INDEX outbox_lost ON outbox (lost) WHERE lost IS NOT NULL;
