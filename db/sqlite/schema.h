/* Inside db/sqlite only: whose database it is, and bringing its schema up to date.
 *
 * All return SQLite's code. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "db/sqlite/sql.h"

/* The version that this program knows: how many files there are in db/migrations. */
int schema_version(void);
/* The version of the database, 0 for an empty one; *foreign if it is another program's. */
int schema_look(struct store *s, int64_t *version, bool *foreign);
/* Takes all steps from that version on, each in a transaction of its own. */
int schema_upgrade(struct store *s, int64_t version);
/* The one value that a pragma or a count gives: as a number, or as a word where `word` is not NULL. */
int schema_ask(sqlite3 *db, const char *text, int64_t *value, char *word, size_t size);

#endif
