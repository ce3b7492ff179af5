#include "db/sqlite/sql_reason.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The last errno of the database's file and of its WAL's; 0 for none. */
static void last_errors(sqlite3 *db, int errors[2])
{
	sqlite3_file *wal = NULL;

	errors[0] = errors[1] = 0;
	if (!db || sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &errors[0]) != SQLITE_OK)
		return;
	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) == SQLITE_OK && wal && wal->pMethods)
		wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &errors[1]);
}

/* The errno of a disk that cannot be read; 0: none. SQLite calls that a damaged database, for which nobody should
 * restore a backup. */
static int read_error(sqlite3 *db)
{
	int errors[2];

	last_errors(db, errors);
	for (size_t i = 0; i < 2; i++)
		if (errors[i] == EIO || errors[i] == ENXIO)
			return errors[i];
	return 0;
}

static bool met_a_limit(sqlite3 *db, int rc)
{
	int errors[2];

	if (rc != SQLITE_IOERR_WRITE && rc != SQLITE_IOERR_TRUNCATE)
		return false;
	last_errors(db, errors);
	return errors[0] == EFBIG || errors[1] == EFBIG;
}

/* SQLite tries several ways to open a file that it may not write, and reports the last. */
static const char *open_error(const char *path, const char *what)
{
	return access(path, R_OK | W_OK) == 0 ? what : strerror(errno);
}

void sql_reason(sqlite3 *db, int rc, const char *path, char *why, size_t size)
{
	const char *what = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_NOTADB:
		snprintf(why, size, "%s is not an SQLite database: move it away, or name another file as `database`",
			 path);
		break;
	case SQLITE_READONLY:
		snprintf(why, size, "%s cannot be written: give this user the right to write it and its folder", path);
		break;
	case SQLITE_CANTOPEN:
		snprintf(why, size, "%s cannot be opened (%s): look at the rights of file and folder", path,
			 open_error(path, what));
		break;
	case SQLITE_BUSY:
		snprintf(why, size, "%s is being written by another program: try again when that is done", path);
		break;
	case SQLITE_FULL:
		snprintf(why, size, "%s has no room to grow: make room on its disk", path);
		break;
	case SQLITE_CORRUPT:
		if (read_error(db))
			snprintf(why, size, "%s cannot be read (%s): look at its disk", path, strerror(read_error(db)));
		else
			snprintf(why, size, "%s is damaged (%s): restore the last backup", path, what);
		break;
	default:
		if (rc == SQLITE_IOERR_SHMSIZE)
			snprintf(why, size, "%s-shm has no room to grow: make room on its disk", path);
		else if (met_a_limit(db, rc))
			snprintf(why, size, "%s may not grow: raise the limit on the size of files (ulimit -f)", path);
		else
			snprintf(why, size, "%s: %s (%d)", path, what, rc);
	}
}
