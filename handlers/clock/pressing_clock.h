/* Which of a ticket's clocks presses most. */
#ifndef PRESSING_CLOCK_H
#define PRESSING_CLOCK_H

#include "handlers/model/ticket.h"

/* True if that clock, an index into t->clocks, runs and its time is over. */
bool clock_runs_late(const struct ticket *t, size_t clock, int64_t now);
/* Of the clocks that run and whose time is over, the one that is longest over; where there is none, the one that falls
 * due next. *late says which. -1: none that runs is ever due. */
int pressing_clock(const struct ticket *t, int64_t now, bool *late);

#endif
