/* What can be wrong with a flow's clocks as a whole. For this wing alone. */
#ifndef CLOCK_CHECK_H
#define CLOCK_CHECK_H

#include "handlers/model/flow.h"

/* Finds clocks that nothing starts or stops, lines of `due` that never hold, and steps that would come too early. */
void clocks_check(const struct flow *flow, struct faults *f);

#endif
