/* Bringing a database up to date. It is for this wing alone. */
#ifndef UPGRADE_H
#define UPGRADE_H

#include "db/sqlite/sql.h"

/* Makes the schema of a new database, or takes an older one to this program's version, in one transaction. An older one
 * is backed up first, beside it: s->backup is that file. False: one line in why[size], and nothing was changed. */
bool upgrade_run(struct store *s, char *why, size_t size);

#endif
