/* Opening a store and closing it. */
#ifndef OPEN_H
#define OPEN_H

#include "db/store/store.h"

/* Opens (`store_trial` for a rehearsal, place.h), and creates the schema or brings it up to date: all of it, or
 * nothing. An older database is backed up first, beside it; where that cannot be done, it is left as it is. On failure
 * returns NULL and writes one line to why[size]: what is wrong, and what to do. A database of a newer version is
 * refused. What refers to rows that are not there is refused from now on, and what is committed is on disk. */
struct store *store_open(const char *path, char *why, size_t size);
/* The backup that opening has made before it brought an older database up to date, until the store is closed. NULL:
 * there was no need. */
const char *store_upgrade_backup(const struct store *s);
/* Opens for reading only, never creating: for verbs that only look. */
struct store *store_open_reading(const char *path, char *why, size_t size);
void store_close(struct store *s);

#endif
