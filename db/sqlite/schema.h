/* Whose database it is, and of which version. It is for this wing alone. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "db/sqlite/sql.h"

#define APPLICATION_ID 0x46474154 /* "FGAT", so that no other program's database is taken for ours */

extern const char *const migrations[]; /* db/sqlite/migrations/NNN.sql in order, then NULL; made by the Makefile */

/* The version that this program knows: how many migrations there are. */
int schema_version(void);
/* The version of the database, 0 for an empty one; *foreign if it is another program's. Returns SQLite's code. */
int schema_look(struct store *s, int64_t *version, bool *foreign);
/* The one value that a pragma or a count gives: as a number, or as a word where `word` is not NULL.
 * Returns SQLite's code. */
int schema_ask(sqlite3 *db, const char *text, int64_t *value, char *word, size_t size);

#endif
