-- Version 7: texts go by carriers that answer each request.

-- ---- outbox ----

ALTER TABLE outbox ADD COLUMN carrier_id TEXT;                       -- how the carrier calls it, in a normal form
ALTER TABLE outbox ADD COLUMN tries      INTEGER NOT NULL DEFAULT 0; -- how often it was tried, where that is kept
ALTER TABLE outbox ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0; -- of ready: this text alone waits until then; 0: it does not
CREATE INDEX outbox_carrier ON outbox (channel, carrier_id) WHERE carrier_id IS NOT NULL;
-- What waits, by channel: those of one that takes nothing are not in the way of another's.
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (state, channel, not_before)   -- and so by id
WHERE state = 'ready' OR state = 'sending' OR state = 'unknown';
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
