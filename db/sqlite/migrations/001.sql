-- Version 1. Times are UTC milliseconds; ids of messages are UUIDs, 16 bytes.

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE station (
	id      INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,
	folded  TEXT NOT NULL UNIQUE,
	region  TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT ''
) STRICT;

-- Staff and customers alike: the same person may be both.
CREATE TABLE person (
	id            INTEGER PRIMARY KEY,
	name          TEXT NOT NULL,
	folded        TEXT NOT NULL,
	lang          TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
	roles         INTEGER NOT NULL DEFAULT 0,   -- one bit a role, 1 << its place in enum role of handlers/people/people.h:
	                                            -- 0 station_head 1 engineer 2 sales_manager 3 sales_director
	                                            -- 4 unit_manager 5 service_director 6 service_manager
	                                            -- 7 general_manager 8 agent 9 supervisor 10 parts 11 claims
	                                            -- 12 headquarters; new roles at the end; 0: none, or retired
	customer      INTEGER NOT NULL DEFAULT 0,
	class         TEXT NOT NULL DEFAULT '',
	station       INTEGER REFERENCES station,
	sales_manager INTEGER REFERENCES person,
	deputy        INTEGER REFERENCES person,
	deputy_until  INTEGER NOT NULL DEFAULT 0,
	channel       TEXT NOT NULL DEFAULT ''      -- last written on
) STRICT;
CREATE INDEX person_staff ON person (id) WHERE roles <> 0;
CREATE INDEX person_customer ON person (folded) WHERE customer = 1;

CREATE TABLE mobile (
	number TEXT PRIMARY KEY,
	person INTEGER NOT NULL REFERENCES person,
	rank   INTEGER NOT NULL                     -- 0: the first
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX mobile_person ON mobile (person, rank);

CREATE TABLE machine (
	id             INTEGER PRIMARY KEY,
	serial         TEXT NOT NULL,
	folded         TEXT NOT NULL UNIQUE,
	model          TEXT NOT NULL DEFAULT '',
	customer       INTEGER REFERENCES person,
	station        INTEGER REFERENCES station,
	km             REAL,
	latitude       REAL,
	longitude      REAL,
	hours          REAL,
	warranty_until TEXT
) STRICT;
CREATE INDEX machine_customer ON machine (customer, station);

CREATE TABLE inbox (
	id       INTEGER PRIMARY KEY,
	kind     TEXT NOT NULL CHECK (kind = 'mo' OR kind = 'dlr' OR kind = 'open'), -- IN makes a table for each row
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
CREATE UNIQUE INDEX inbox_key ON inbox (kind, channel, key) WHERE key IS NOT NULL;
CREATE INDEX inbox_person ON inbox (person, moment) WHERE person IS NOT NULL;
CREATE INDEX inbox_ticket ON inbox (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX inbox_unknown ON inbox (sender, id) WHERE outcome = 'unknown';

-- Pieces of a long message that its sender did not join.
CREATE TABLE part (
	channel TEXT NOT NULL,
	sender  TEXT NOT NULL,
	ref     INTEGER NOT NULL,
	total   INTEGER NOT NULL,
	number  INTEGER NOT NULL,
	inbox   INTEGER NOT NULL REFERENCES inbox,
	text    TEXT NOT NULL,
	PRIMARY KEY (channel, sender, ref, total, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
	number         INTEGER PRIMARY KEY,
	flow           TEXT NOT NULL,
	state          TEXT NOT NULL,
	ended          INTEGER,                     -- when; NULL while it is open
	opened         INTEGER NOT NULL,
	machine        INTEGER REFERENCES machine,
	customer       INTEGER REFERENCES person,
	station        INTEGER REFERENCES station,
	lead           INTEGER REFERENCES person,
	standing       TEXT NOT NULL,               -- all the ledger decides, as one change from a blank ticket
	last_text      INTEGER,
	last_by        INTEGER,
	last_at        INTEGER,
	fault          TEXT NOT NULL,
	site           TEXT NOT NULL DEFAULT '',
	serial         TEXT NOT NULL DEFAULT '',    -- as said, where nobody knows the machine
	customer_words TEXT NOT NULL DEFAULT '',
	station_words  TEXT NOT NULL DEFAULT '',
	reported_by    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_lead ON ticket (lead, flow, state, number) WHERE ended IS NULL;
CREATE INDEX ticket_station ON ticket (station, flow, state, number) WHERE ended IS NULL;
CREATE INDEX ticket_customer ON ticket (customer, flow, state, number) WHERE ended IS NULL;
CREATE INDEX ticket_state ON ticket (flow, state, number) WHERE ended IS NULL;
CREATE INDEX ticket_open ON ticket (number) WHERE ended IS NULL;
CREATE INDEX ticket_machine ON ticket (machine, opened);

-- The ledger: ids, times and digests, never names, numbers or free words.
CREATE TABLE event (
	seq    INTEGER PRIMARY KEY,
	ticket INTEGER NOT NULL,
	flow   TEXT NOT NULL,
	code   TEXT NOT NULL,
	by     INTEGER NOT NULL,                    -- person; 0: the desk
	at     INTEGER NOT NULL,                    -- when it happened
	came   INTEGER NOT NULL,                    -- when it came in
	inbox  INTEGER NOT NULL,                    -- its text
	digest BLOB NOT NULL,                       -- SHA-256 of its payload as it came
	change TEXT NOT NULL,
	hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_ticket ON event (ticket, seq);

CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'nothing leaves the ledger'); END;
CREATE TRIGGER event_only_grows BEFORE INSERT ON event
WHEN new.seq <= (SELECT coalesce(max(seq), 0) FROM event)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

CREATE TABLE outbox (
	id        INTEGER PRIMARY KEY,
	uuid      BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
	inbox     INTEGER NOT NULL REFERENCES inbox,
	ticket    INTEGER,
	person    INTEGER REFERENCES person,
	number    TEXT NOT NULL,
	channel   TEXT NOT NULL,
	answer    INTEGER NOT NULL,                 -- the sender's own
	template  TEXT NOT NULL,
	params    TEXT NOT NULL,                    -- JSON
	text      TEXT NOT NULL,
	encoding  TEXT NOT NULL CHECK (encoding IN ('gsm7', 'ucs2')),
	segments  INTEGER NOT NULL,
	created   INTEGER NOT NULL,
	expires   INTEGER NOT NULL,
	state     TEXT NOT NULL CHECK (state = 'ready' OR state = 'sending' OR state = 'sent' OR state = 'accepted' OR
	                               state = 'delivered' OR state = 'failed' OR state = 'expired' OR
	                               state = 'rejected' OR state = 'unknown'),
	state_at  INTEGER NOT NULL,
	error     TEXT
) STRICT;
CREATE INDEX outbox_state ON outbox (state);             -- and so by id within a state
CREATE INDEX outbox_inbox ON outbox (inbox);
CREATE INDEX outbox_ticket ON outbox (ticket, person) WHERE ticket IS NOT NULL;
