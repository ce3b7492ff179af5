/* What can be wrong with flows that open one another. For this wing alone. */
#ifndef OPENS_CHECK_H
#define OPENS_CHECK_H

#include "handlers/model/flow.h"

/* Flows that are not there, circles, what would be opened in the state in which a ticket begins, and openings that lack
 * what the other flow's `open` demands. */
void opens_check(const struct flows *set, struct faults *f);

#endif
