/* Checking a flow's chains. For this wing alone. */
#ifndef CHAIN_CHECK_H
#define CHAIN_CHECK_H

#include "handlers/model/flow.h"

void chains_check(const struct flow *flow, struct faults *f);

#endif
