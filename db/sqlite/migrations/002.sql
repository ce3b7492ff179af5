-- Version 2: indexes for the purging of old personal data, and cheaper ones for what is asked most.

-- What the clocks did is an input like any other: the inbox takes one more kind. A CHECK changes only with a new table.
CREATE TABLE inbox_new (
	id       INTEGER PRIMARY KEY,
	kind     TEXT NOT NULL CHECK (kind = 'mo' OR kind = 'dlr' OR kind = 'open' OR kind = 'due'), -- IN makes a table for each row
	channel  TEXT NOT NULL,
	key      TEXT,                              -- the sender's id; NULL where there was none to read
	came     INTEGER NOT NULL,
	sent     INTEGER,
	sender   TEXT,                              -- number as read
	person   INTEGER REFERENCES person,
	moment   INTEGER NOT NULL,                  -- sent where plausible, else came
	payload  BLOB NOT NULL,                     -- as it came; at most 4 KiB of what was refused
	length   INTEGER NOT NULL,                  -- of the whole payload
	digest   BLOB,                              -- SHA-256 of the folded text, to know a resend
	outcome  TEXT NOT NULL,                     -- new done forwarded answered refused unknown resent rejected part
	                                            -- report opened
	why      TEXT,
	ticket   INTEGER,
	answer   TEXT,                              -- what the sender was told
	undone   INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO inbox_new SELECT * FROM inbox;
DROP TABLE inbox;
ALTER TABLE inbox_new RENAME TO inbox;
CREATE UNIQUE INDEX inbox_key ON inbox (kind, channel, key) WHERE key IS NOT NULL;
CREATE INDEX inbox_person ON inbox (person, moment) WHERE person IS NOT NULL;
CREATE INDEX inbox_ticket ON inbox (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX inbox_unknown ON inbox (sender, id) WHERE outcome = 'unknown';

CREATE INDEX part_inbox ON part (inbox);
-- Only ended tickets that still have their words: a purged one leaves the index.
CREATE INDEX ticket_words ON ticket (ended)
WHERE ended IS NOT NULL AND fault || site || reported_by || customer_words || station_words <> '';

-- A resend is found by what it says, however many texts one number sends in ten minutes.
CREATE INDEX inbox_digest ON inbox (person, digest, moment) WHERE digest IS NOT NULL;

-- Only what still waits: a text leaves this index once it is sent, instead of moving about in an index of all states.
DROP INDEX outbox_state;
CREATE INDEX outbox_waiting ON outbox (state)
WHERE state = 'ready' OR state = 'sending' OR state = 'unknown'; -- and so by id within a state

-- Clocks: where each stands, when the next of their steps is to be taken, since when a text is lacking.
ALTER TABLE ticket ADD COLUMN clocks TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN next INTEGER;
ALTER TABLE ticket ADD COLUMN lacking INTEGER;
CREATE INDEX ticket_next ON ticket (next) WHERE next IS NOT NULL;
CREATE INDEX ticket_lacking ON ticket (lacking) WHERE lacking IS NOT NULL;
-- Only tickets without a station or a machine.
CREATE INDEX ticket_unplaced ON ticket (flow, state, number)
WHERE ended IS NULL AND (station IS NULL OR machine IS NULL);
-- Tickets for which stated times wait for approval, few at any time; `standing` has them as ticket_diff() writes them.
CREATE INDEX ticket_claimed ON ticket (flow, number) WHERE instr(standing, 'claim.') > 0;
-- Open ones alone, few at a time: a ticket that ended with a node missing stays in the index above for good.
CREATE INDEX ticket_owing ON ticket (lacking) WHERE lacking IS NOT NULL AND ended IS NULL;
