/* What can be wrong with a flow's clocks as a whole. For this wing alone. */
#ifndef CLOCK_CHECK_H
#define CLOCK_CHECK_H

#include "handlers/model/flow.h"

/* Clocks that nothing starts or stops, lines that are never reached, steps that come before the beginning. */
void clocks_check(const struct flow *flow, struct faults *f);

#endif
