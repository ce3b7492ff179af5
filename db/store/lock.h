/* Who serves a database: one process at a time, by a lock on FILE.lock beside it. It is the same lock by whatever
 * links the database is reached. */
#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>
#include <sys/types.h>

/* Takes it, for a database that exists. Returns a descriptor: closing it lets go of the lock, as does the end of the
 * process, however it comes. -1: *holder is the process that has it, or 0 where errno says why it cannot be had. */
int lock_take(const char *database, pid_t *holder);
/* The other process that has it; 0: none. Not to be called by the process that has it, which would let go by that. */
pid_t lock_holder(const char *database);

#endif
