-- Version 4: the index by which a resend is known is ordered by time.

-- A text may repeat one that its sender sent in the last minutes, and no older one. In the order of person and digest each new
-- text lay in a page of its own that had not been used for long; in the order of days the texts of one day lie together.
DROP INDEX inbox_digest;
CREATE INDEX inbox_recent ON inbox (person, moment / 86400000, digest) WHERE digest IS NOT NULL;
