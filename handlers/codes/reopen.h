/* Reopening: a ticket that was done with is taken up again. */
#ifndef REOPEN_H
#define REOPEN_H

#include "handlers/decision/decision.h"

/* By its number alone, and no longer after it was done with than the flow says. */
void decide_reopen(struct decision *d);

#endif
