-- Version 9: a text that goes out costs less.

-- ---- an MT's id names its row ----

-- Each text had to write an index of ids. Since this version an id holds its row's number (db/messages/mt_id.h); of
-- those before, this is where it stands.
CREATE TABLE old_id (
	uuid   BLOB PRIMARY KEY,
	outbox INTEGER NOT NULL REFERENCES outbox
) STRICT, WITHOUT ROWID;
INSERT INTO old_id SELECT uuid, id FROM outbox ORDER BY uuid;

-- As before, but that the id is not UNIQUE.
CREATE TABLE new_outbox (
	id         INTEGER PRIMARY KEY,
	uuid       BLOB NOT NULL CHECK (length(uuid) = 16),
	inbox      INTEGER NOT NULL REFERENCES inbox,
	ticket     INTEGER,
	person     INTEGER REFERENCES person,
	number     TEXT NOT NULL,
	channel    TEXT NOT NULL,
	answer     INTEGER NOT NULL,                -- the sender's own
	template   TEXT NOT NULL,
	params     TEXT NOT NULL,                   -- JSON
	text       TEXT NOT NULL,
	encoding   TEXT NOT NULL CHECK (encoding IN ('gsm7', 'ucs2')),
	segments   INTEGER NOT NULL,
	created    INTEGER NOT NULL,
	expires    INTEGER NOT NULL,
	state      TEXT NOT NULL CHECK (state = 'ready' OR state = 'sending' OR state = 'sent' OR state = 'accepted' OR
	                                state = 'delivered' OR state = 'failed' OR state = 'expired' OR
	                                state = 'rejected' OR state = 'unknown'),
	state_at   INTEGER NOT NULL,
	error      TEXT,
	carrier_id TEXT,
	tries      INTEGER NOT NULL DEFAULT 0,
	not_before INTEGER NOT NULL DEFAULT 0,
	unsettled  TEXT,                            -- its state where that is sending or unknown
	lost       INTEGER                          -- when its state became failed, rejected or expired
) STRICT;
INSERT INTO new_outbox SELECT id, uuid, inbox, ticket, person, number, channel, answer, template, params, text, encoding,
	segments, created, expires, state, state_at, error, carrier_id, tries, not_before, unsettled, lost FROM outbox;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_ticket ON outbox (ticket, person) WHERE ticket IS NOT NULL;
CREATE INDEX outbox_carrier ON outbox (channel, carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX outbox_ready ON outbox (channel, not_before) WHERE state = 'ready';
CREATE INDEX outbox_person ON outbox (person) WHERE person IS NOT NULL;
CREATE INDEX outbox_unsettled ON outbox (unsettled, channel, not_before) WHERE unsettled IS NOT NULL;
CREATE INDEX outbox_lost ON outbox (lost) WHERE lost IS NOT NULL;
