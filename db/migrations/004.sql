-- Version 4: what knows a resend lies together by time.

-- Any text may repeat one of its sender's of the last minutes, and none that is older. By person and digest alone each new one
-- lay at a place of its own, in a page that nobody had used for long. So they lie by day.
DROP INDEX inbox_digest;
CREATE INDEX inbox_recent ON inbox (person, moment / 86400000, digest) WHERE digest IS NOT NULL;
