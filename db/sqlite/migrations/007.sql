-- Version 7: who wants no texts.

-- ---- opt-outs ----

-- Numbers that get no texts but answers to their own. They are kept for as long as they hold, whatever is purged.
CREATE TABLE optout (
	number TEXT PRIMARY KEY,
	since  INTEGER NOT NULL,
	inbox  INTEGER NOT NULL REFERENCES inbox    -- the text that says so
) STRICT, WITHOUT ROWID;
