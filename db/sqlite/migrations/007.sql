-- Version 7: tickets keep fields of eight kinds, and texts go by carriers that answer each request.

-- ---- fields ----

-- What was said for a field that keeps words: the ledger has the id of the text, and only this the words. Purged some time
-- after the ticket has ended.
CREATE TABLE field (
	id     INTEGER PRIMARY KEY,
	ticket INTEGER NOT NULL REFERENCES ticket,
	name   TEXT NOT NULL,
	inbox  INTEGER NOT NULL REFERENCES inbox,   -- the text that said them
	words  TEXT NOT NULL,
	ended  INTEGER                              -- when the ticket ended; NULL while it is open
) STRICT;
CREATE UNIQUE INDEX field_said ON field (ticket, name, inbox);
CREATE INDEX field_ended ON field (ended) WHERE ended IS NOT NULL;

-- Whom the fields of open tickets name. A ticket that ends goes from here.
CREATE TABLE concern (
	ticket  INTEGER NOT NULL REFERENCES ticket,
	field   TEXT NOT NULL,
	person  INTEGER REFERENCES person,          -- one of the two
	station INTEGER REFERENCES station,
	PRIMARY KEY (ticket, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX concern_person ON concern (person) WHERE person IS NOT NULL;     -- and so by ticket
CREATE INDEX concern_station ON concern (station) WHERE station IS NOT NULL;

-- ---- parts ----

-- Which message has waited longest for a part.
CREATE INDEX part_waiting ON part (inbox) WHERE number > 0;

-- ---- outbox ----

ALTER TABLE outbox ADD COLUMN carrier_id TEXT;                       -- how the carrier calls it, in a normal form
ALTER TABLE outbox ADD COLUMN tries      INTEGER NOT NULL DEFAULT 0; -- how often it was tried, where that is kept
ALTER TABLE outbox ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0; -- of ready: this text alone waits until then; 0: it does not
CREATE INDEX outbox_carrier ON outbox (channel, carrier_id) WHERE carrier_id IS NOT NULL;
-- What waits, by channel: those of one that takes nothing are not in the way of another's.
-- Each text goes in and out of the first, so it has a condition of one comparison, and no column that is always the same.
DROP INDEX outbox_waiting;
CREATE INDEX outbox_ready ON outbox (channel, not_before) WHERE state = 'ready';     -- and so by id
CREATE INDEX outbox_unsettled ON outbox (state, channel, not_before) WHERE state = 'sending' OR state = 'unknown';
-- What did not arrive.
CREATE INDEX outbox_failed ON outbox (state_at)
WHERE state = 'failed' OR state = 'rejected' OR state = 'expired';

-- Each try by a channel whose carrier answers, and what else was done with the text.
CREATE TABLE try (
	outbox  INTEGER NOT NULL REFERENCES outbox,
	n       INTEGER NOT NULL,                   -- from 1
	at      INTEGER NOT NULL,
	channel TEXT NOT NULL,
	outcome TEXT NOT NULL,                      -- taken later refused unknown expired moved resent dropped
	status  INTEGER NOT NULL,                   -- of HTTP; 0: there was none
	why     TEXT,
	PRIMARY KEY (outbox, n)
) STRICT, WITHOUT ROWID;

-- Reports by a carrier's id that no text has yet: they may have overtaken the answer that tells it. Kept for a day.
CREATE TABLE early_report (
	id         INTEGER PRIMARY KEY,
	channel    TEXT NOT NULL,
	carrier_id TEXT NOT NULL,
	inbox      INTEGER NOT NULL REFERENCES inbox,
	came       INTEGER NOT NULL,
	state      TEXT NOT NULL,
	error      TEXT,
	at         INTEGER NOT NULL
) STRICT;
CREATE INDEX early_report_id ON early_report (channel, carrier_id);
CREATE INDEX early_report_came ON early_report (came);

-- ---- opt-outs, texts a day, notices ----

-- Numbers that get no texts but answers to their own. They are kept for as long as they hold, whatever is purged.
CREATE TABLE optout (
	number TEXT PRIMARY KEY,
	since  INTEGER NOT NULL,
	inbox  INTEGER NOT NULL REFERENCES inbox    -- the text that says so
) STRICT, WITHOUT ROWID;

-- How many texts went to a number on a day; written only where the configuration has a cap, and kept for the last day.
CREATE TABLE texts_a_day (
	day    INTEGER NOT NULL,                    -- local, counted from 1970
	number TEXT NOT NULL,
	sent   INTEGER NOT NULL,
	held   INTEGER NOT NULL,                    -- kept back
	PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;

-- When somebody was told that texts about a ticket (0: about none) do not arrive; of the last hour.
CREATE TABLE notice (
	person INTEGER NOT NULL REFERENCES person,
	ticket INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (person, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_at ON notice (at);
