/* The copy of a live database. */
#ifndef BACKUP_H
#define BACKUP_H

#include "db/store/store.h"

/* A consistent copy at `dest`, which must not exist; made as dest.part, fsynced, then renamed into place. Outside a
 * transaction. False: one line in why[size]. */
bool store_backup(struct store *s, const char *dest, char *why, size_t size);

#endif
