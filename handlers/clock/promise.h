/* How a clock follows that runs until a time someone was told. Only the clock wing uses this.
 *
 * A promise stands until another time is told, until it is kept, or until another station has the ticket; then it is over. In
 * a state that makes it void it is set aside: it runs again when the ticket leaves that state in time, and is met by whoever
 * keeps it in time all the same. Once broken it is late for the rest of the visit, whatever is told next. */
#ifndef PROMISE_H
#define PROMISE_H

#include "handlers/clock/clock_run.h"

void promise_follow(struct clock_run *p);

#endif
