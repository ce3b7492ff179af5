-- Version 7: tickets keep fields of eight kinds.

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
