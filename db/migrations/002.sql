-- Version 2: what the purging of old personal data looks things up by, and cheaper ways to what is asked most.

CREATE INDEX part_inbox ON part (inbox);
-- Only ended tickets that still have their words: a purged one leaves the index.
CREATE INDEX ticket_words ON ticket (ended)
WHERE ended IS NOT NULL AND fault || site || reported_by || customer_words || station_words <> '';

-- A resend is found by what it says, however many texts one number sends in ten minutes.
CREATE INDEX inbox_digest ON inbox (person, digest, moment) WHERE digest IS NOT NULL;

-- Only what still waits: each text leaves this index with its `sent` mark, instead of moving about in one of all states.
DROP INDEX outbox_state;
CREATE INDEX outbox_waiting ON outbox (state)
WHERE state = 'ready' OR state = 'sending' OR state = 'unknown'; -- and so by id within a state

-- Tickets for which stated times wait for approval, few at any time: how `standing` writes them is ticket_diff()'s affair.
CREATE INDEX ticket_claimed ON ticket (flow, number) WHERE instr(standing, 'claim.') > 0;
