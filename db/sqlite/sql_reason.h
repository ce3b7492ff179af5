/* Inside db/sqlite only: what an error of SQLite means, and what to do about it. */
#ifndef SQL_REASON_H
#define SQL_REASON_H

#include <sqlite3.h>
#include <stddef.h>

/* One line on a result of `db`, which may be NULL where it could not be opened. */
void sql_reason(sqlite3 *db, int rc, const char *path, char *why, size_t size);

#endif
