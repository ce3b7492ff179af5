/* Why a ticket's clocks stand where they stand: for each that ever ran the line that holds, what started, paused, moved and
 * stopped it, the time that counted, what was judged, and its steps.
 *
 * How a clock went is found by making the ticket again from the ledger, by the present calendars; what was judged is told in the
 * ledger's own words, by the rule of that time; where a clock stands is told as the ticket's row has it. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <stdio.h>

#include "gateway/command/workspace.h"
#include "handlers/model/ticket.h"

/* Prints nothing if no clock ever ran. `o` has rules, store and people; `t` is the ticket as it was loaded. False if memory ran
 * out or the store failed. */
bool explain_clocks(const struct workspace *o, const struct ticket *t, int64_t now, FILE *out);

#endif
