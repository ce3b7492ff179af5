/* Why each clock of a ticket stands where it stands: the line that holds, the time that counted, the verdict, its
 * steps, and event by event what started, paused, moved and stopped it.
 *
 * How a clock went is found by replaying the ledger with the present calendars; verdicts are told in the ledger's
 * own words, by the rule of their time; where a clock stands is told as the ticket's row has it. */
#ifndef CLOCK_REPORT_H
#define CLOCK_REPORT_H

#include <stdio.h>

#include "gateway/command/workspace.h"
#include "handlers/model/ticket.h"

/* Prints nothing if no clock ever ran. `w` has rules, store and people; `t` is the ticket as it was loaded. False if
 * memory ran out or the store failed. */
bool clock_report_print(const struct workspace *w, const struct ticket *t, int64_t now, FILE *out);

#endif
