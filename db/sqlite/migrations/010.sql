-- Version 10: a text that moves a ticket on costs less.

-- Each such text wrote its ticket's state into both of these indexes. What is open of a lead is few, and of a station a few
-- hundred at most: the state is looked up in their rows.
DROP INDEX ticket_lead;
CREATE INDEX ticket_lead ON ticket (lead) WHERE ended IS NULL;       -- and so by number
DROP INDEX ticket_station;
CREATE INDEX ticket_station ON ticket (station) WHERE ended IS NULL; -- likewise
