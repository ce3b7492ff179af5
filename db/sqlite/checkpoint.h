/* When what was committed is copied from the WAL into the database. */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include "db/sqlite/store.h"

/* Copies, by one PASSIVE checkpoint, if the WAL has grown by 64 MiB, or by 4 MiB and nothing was committed since the
 * last call. To be called between batches and when idle: nothing else empties the WAL while the store is open. */
void store_checkpoint(struct store *s);
/* From now on a thread of the store's own does most of that while the caller goes on, until the store is closed. To be
 * called once signals are blocked. False: it cannot be had (a database in memory needs none), and all is as it was. */
bool store_checkpoint_beside(struct store *s);

/* Called by open.c: follows the length of the WAL, and turns SQLite's own checkpoints off. */
void checkpoint_watch(struct store *s);

#endif
