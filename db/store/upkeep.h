/* What the store does for itself between transactions, so that no commit has to wait for it. */
#ifndef UPKEEP_H
#define UPKEEP_H

#include "db/store/store.h"

/* Does what has gathered, if it is much, or if nothing was committed since the last call. To be called between batches
 * and when idle: without it the store's files grow for as long as it is open. */
void store_upkeep(struct store *s);
/* From now on a thread of the store's own does most of that while the caller goes on, until the store is closed. To be
 * called once signals are blocked. False: it cannot be had (a database in memory needs none), and all is as it was. */
bool store_upkeep_beside(struct store *s);

#endif
