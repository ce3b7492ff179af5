/* Purging in small steps while nothing else is to be done, and the store's upkeep that goes with it. It is for this
 * wing alone. */
#ifndef IDLE_PURGE_H
#define IDLE_PURGE_H

#include "gateway/state/gateway.h"

/* One step in a transaction of its own, if it is due: once a second while there is something to purge, else once a
 * minute. *due is steady ms, 0 to begin with. False: the store failed. */
bool idle_purge_step(struct gateway *g, int64_t *due);

#endif
