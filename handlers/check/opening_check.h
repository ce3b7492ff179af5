/* Whether somebody who works here hears of a ticket that is opened. For this wing alone. */
#ifndef OPENING_CHECK_H
#define OPENING_CHECK_H

#include "handlers/check/fault_spot.h"
#include "handlers/people/roster.h"

/* Adds a fault for openings that would reach nobody: all of the flow, or those at one station. Of a station for
 * which `skips` holds (NULL: of none) the caller tells itself. An agent hears of whatever nobody else does. */
void opening_check(const struct flow *flow, const struct roster *r,
		   bool (*skips)(const struct roster *r, int64_t station), struct faults *f);
/* True if only agents, of whom there may be none, hear of a ticket without a station, such as one for a machine that
 * nobody knows, while others hear of tickets of some station. */
bool opening_strays(const struct flow *flow, const struct roster *r);
/* Where the flow says whom it tells. */
struct spot opening_spot(const struct flow *flow);

#endif
