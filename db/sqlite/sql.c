#include "db/sqlite/sql.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "templates/text/text.h"

/* The system's last errors of the database and of its WAL, 0 for none. */
static void last_errors(sqlite3 *db, int errors[2])
{
	sqlite3_file *wal = NULL;

	errors[0] = errors[1] = 0;
	if (!db || sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &errors[0]) != SQLITE_OK)
		return;
	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) == SQLITE_OK && wal && wal->pMethods)
		wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &errors[1]);
}

/* 0 for none: SQLite calls a disk that cannot be read a damaged database, and nobody should bring back a backup for that. */
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

/* SQLite tries to open what it may only read in other ways, and tells of the last. */
static const char *open_error(const char *path, const char *what)
{
	return access(path, R_OK | W_OK) == 0 ? what : strerror(errno);
}

void sql_reason(sqlite3 *db, int rc, const char *path, char *why, size_t size)
{
	const char *what = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_NOTADB:
		snprintf(why, size, "%s is no SQLite database: move it away, or name another file as `database`", path);
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
			snprintf(why, size, "%s is damaged (%s): bring back the last backup", path, what);
		break;
	default:
		if (met_a_limit(db, rc))
			snprintf(why, size, "%s may not grow: raise the limit on the size of files (ulimit -f)", path);
		else
			snprintf(why, size, "%s: %s (%d)", path, what, rc);
	}
}

void sql_fail(struct store *s, const char *fmt, ...)
{
	va_list ap;

	if (s->failed)
		return;
	s->failed = true;
	va_start(ap, fmt);
	vsnprintf(s->why, sizeof(s->why), fmt, ap);
	va_end(ap);
}

bool sql_refuse(struct store *s, const char *fmt, ...)
{
	va_list ap;

	if (s->failed)
		return false;
	va_start(ap, fmt);
	vsnprintf(s->why, sizeof(s->why), fmt, ap);
	va_end(ap);
	return false;
}

static bool is_of_the_data(int rc)
{
	int kind = rc & 0xff;

	return kind == SQLITE_CONSTRAINT || kind == SQLITE_MISMATCH || kind == SQLITE_TOOBIG;
}

bool sql_check(struct store *s, int rc)
{
	char why[STORE_WHY];

	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return true;
	sql_reason(s->db, rc, s->path, why, sizeof(why));
	/* Some errors roll back the whole transaction, and what is written next would then be committed alone. */
	if (!is_of_the_data(rc) || (s->open && sqlite3_get_autocommit(s->db)))
		sql_fail(s, "%s", why);
	return sql_refuse(s, "%s", why);
}

int sql_exec(struct store *s, const char *text)
{
	return sqlite3_exec(s->db, text, NULL, NULL, NULL);
}

/* Makes it, or finds it among those that were made; *stmt is NULL where there is no room. Returns SQLite's code. */
static int prepare(struct store *s, const char *text, sqlite3_stmt **stmt)
{
	size_t i = ((uintptr_t)text >> 3) % STATEMENTS_MAX;
	int rc;

	*stmt = NULL;
	for (size_t tried = 0; s->statements[i].text != text; i = (i + 1) % STATEMENTS_MAX) {
		if (!s->statements[i].text)
			break;
		if (++tried == STATEMENTS_MAX - 1) {
			sql_fail(s, "more statements than db/sqlite/sql.h has room for");
			return SQLITE_ERROR;
		}
	}
	if (!s->statements[i].text) {
		rc = sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, &s->statements[i].stmt, NULL);
		if (rc != SQLITE_OK)
			return rc;
		s->statements[i].text = text;
	}
	*stmt = s->statements[i].stmt;
	return SQLITE_OK;
}

int sql_exec_kept(struct store *s, const char *text)
{
	sqlite3_stmt *stmt;
	int rc = prepare(s, text, &stmt);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(stmt);
	/* What it returns is the error that the step has told already. */
	(void)sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

struct query sql(struct store *s, const char *text)
{
	struct query q = {.store = s, .bad = true};

	if (s->failed)
		return q;
	if (!sql_check(s, prepare(s, text, &q.stmt)))
		return q;
	assert(!sqlite3_stmt_busy(q.stmt));
	if (!sqlite3_stmt_readonly(q.stmt) && (!s->open || sqlite3_get_autocommit(s->db))) {
		sql_fail(s, "a write with no transaction open: %.80s", text);
		q.stmt = NULL;
		return q;
	}
	q.bad = false;
	return q;
}

static void bound(struct query *q, int rc)
{
	if (!sql_check(q->store, rc))
		q->bad = true;
}

void sql_int(struct query *q, int64_t v)
{
	if (!q->bad)
		bound(q, sqlite3_bind_int64(q->stmt, ++q->bound, v));
}

void sql_id(struct query *q, int64_t v)
{
	if (v)
		sql_int(q, v);
	else
		sql_text(q, NULL);
}

void sql_text(struct query *q, const char *v)
{
	if (q->bad)
		return;
	q->bound++;
	if (v)
		bound(q, sqlite3_bind_text64(q->stmt, q->bound, v, strlen(v), SQLITE_STATIC, SQLITE_UTF8));
	else
		bound(q, sqlite3_bind_null(q->stmt, q->bound));
}

void sql_blob(struct query *q, const void *v, size_t n)
{
	if (q->bad)
		return;
	q->bound++;
	if (!v)
		bound(q, sqlite3_bind_null(q->stmt, q->bound));
	else if (!n)
		bound(q, sqlite3_bind_zeroblob(q->stmt, q->bound, 0));
	else
		bound(q, sqlite3_bind_blob64(q->stmt, q->bound, v, n, SQLITE_STATIC));
}

int sql_wants(const struct query *q)
{
	return q->bad ? 0 : sqlite3_bind_parameter_count(q->stmt);
}

bool sql_row(struct query *q)
{
	int rc;

	if (q->bad)
		return false;
	rc = sqlite3_step(q->stmt);
	if (!sql_check(q->store, rc))
		q->bad = true;
	return rc == SQLITE_ROW;
}

bool sql_end(struct query *q)
{
	if (q->stmt) {
		/* What it returns is the error that the step has told already. */
		(void)sqlite3_reset(q->stmt);
		(void)sqlite3_clear_bindings(q->stmt);
	}
	return !q->bad && !q->store->failed;
}

bool sql_run(struct query *q)
{
	while (sql_row(q))
		;
	return sql_end(q);
}

bool sql_run_touching(struct query *q, bool *touched)
{
	int before = sqlite3_total_changes(q->store->db);
	bool ok = sql_run(q);

	*touched = sqlite3_total_changes(q->store->db) != before;
	return ok;
}

int64_t sql_new_id(struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int64_t sql_get_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

double sql_get_real(struct query *q, int column)
{
	return sqlite3_column_double(q->stmt, column);
}

bool sql_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

const char *sql_bytes(struct query *q, int column, size_t *n)
{
	bool is_null = sql_is_null(q, column);
	const void *v;

	/* Text is asked for as text, so that a NUL stands behind it. */
	if (sqlite3_column_type(q->stmt, column) == SQLITE_BLOB)
		v = sqlite3_column_blob(q->stmt, column);
	else
		v = sqlite3_column_text(q->stmt, column);
	*n = (size_t)sqlite3_column_bytes(q->stmt, column);
	if (v)
		return v;
	if (!is_null && *n > 0) {
		sql_fail(q->store, "out of memory");
		q->bad = true;
	}
	*n = 0;
	return "";
}

void sql_get(struct query *q, int column, char *out, size_t size)
{
	size_t n;

	text_copy(out, size, sql_bytes(q, column, &n));
}

char *sql_dup(struct query *q, int column)
{
	size_t n;
	const char *v;
	char *copy;

	if (sql_is_null(q, column))
		return NULL;
	v = sql_bytes(q, column, &n);
	copy = malloc(n + 1);
	if (!copy) {
		sql_fail(q->store, "out of memory");
		q->bad = true;
		return NULL;
	}
	memcpy(copy, v, n);
	copy[n] = '\0';
	return copy;
}
