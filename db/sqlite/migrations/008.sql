-- Version 8: what is seldom asked of the outbox costs its texts nothing.

-- ---- outbox ----

-- Each text that went out was compared with the conditions of these two indexes, four times, though hardly any is in them.
ALTER TABLE outbox ADD COLUMN unsettled TEXT;    -- its state where that is sending or unknown
ALTER TABLE outbox ADD COLUMN lost      INTEGER; -- when its state became failed, rejected or expired
UPDATE outbox SET unsettled = state WHERE state = 'sending' OR state = 'unknown';
UPDATE outbox SET lost = state_at WHERE state = 'failed' OR state = 'rejected' OR state = 'expired';
DROP INDEX outbox_unsettled;
CREATE INDEX outbox_unsettled ON outbox (unsettled, channel, not_before) WHERE unsettled IS NOT NULL;
DROP INDEX outbox_failed;
CREATE INDEX outbox_lost ON outbox (lost) WHERE lost IS NOT NULL;
