/* A copy of a database in a new file. It is for this wing alone. */
#ifndef COPY_H
#define COPY_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* As store_backup(), of what this connection reads, from one state of it: others may go on writing. It has no
 * transaction open, and may write (query_only is off). */
bool copy_make(sqlite3 *db, const char *dest, char *why, size_t size);

#endif
