-- ---- openings ----

-- Which ticket a system, a list or another ticket's flow opened under a key of its own: a known key opens nothing again.
CREATE TABLE origin (
	flow   TEXT NOT NULL,
	key    TEXT NOT NULL,
	ticket INTEGER NOT NULL REFERENCES ticket,
	PRIMARY KEY (flow, key)
) STRICT, WITHOUT ROWID;
