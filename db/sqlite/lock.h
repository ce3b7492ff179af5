/* Who serves a database: one process at a time, by a lock on FILE.lock beside it. By whatever links the database is
 * reached, it is the same lock. */
#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>
#include <sys/types.h>

/* Takes it, for a database that exists. Returns what to close to let go; it goes with the process too, however that ends.
 * -1: *holder is who has it, or 0 where errno says why it cannot be had. */
int lock_take(const char *database, pid_t *holder);
/* The other process that has it; 0: none. Not to be asked by the one that has it, which would let go by it. */
pid_t lock_holder(const char *database);

#endif
