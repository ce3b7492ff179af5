/* How long the WAL is, and how much of it is copied. It is for this wing alone. */
#ifndef WAL_H
#define WAL_H

#include "db/sqlite/sql.h"

/* From now on s->wal follows its length. SQLite's own checkpoints are off. */
void wal_watch(struct store *s);

#endif
