/* What is done while nothing else is: purging, in small steps, and the checkpoints that they make needful. */
#ifndef IDLE_PURGE_H
#define IDLE_PURGE_H

#include "gateway/road/batch.h"

/* One step in a transaction of its own, if it is due: once a second while there is something to purge, else once a
 * minute. *due is steady ms, 0 to begin with. False: the store failed. */
bool sweep(struct gateway *g, int64_t *due);

#endif
