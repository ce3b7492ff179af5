/* Opening a store and closing it. */
#ifndef OPEN_H
#define OPEN_H

#include "db/store/store.h"

/* Opens (":memory:" for a rehearsal) and creates or upgrades the schema, each migration in its own transaction. On
 * failure returns NULL and writes one line to why[size]: what is wrong, and what to do. A database of a newer version
 * is refused. What refers to rows that are not there is refused from now on, and what is committed is on disk. */
struct store *store_open(const char *path, char *why, size_t size);
/* Opens for reading only, never creating: for verbs that only look. */
struct store *store_open_reading(const char *path, char *why, size_t size);
void store_close(struct store *s);

#endif
