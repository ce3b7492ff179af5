#include "db/sqlite/sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql_reason.h"
#include "templates/text/text.h"

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

/* Finds it among those that are kept, or makes it; *stmt is NULL where it cannot be had. Returns SQLite's code. */
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
	/* It returns the error that the step has returned already. */
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
		/* It returns the error that the step has returned already. */
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

bool sql_run_counting(struct query *q, int *rows)
{
	int before = sqlite3_total_changes(q->store->db);
	bool ok = sql_run(q);

	*rows = sqlite3_total_changes(q->store->db) - before;
	return ok;
}

int64_t sql_one_int(struct query *q)
{
	int64_t v = sql_row(q) ? sql_get_int(q, 0) : 0;

	return sql_end(q) ? v : 0;
}

size_t sql_ints(struct query *q, int64_t *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q))
		out[n++] = sql_get_int(q, 0);
	return sql_end(q) ? n : 0;
}

size_t sql_ints_counting(struct query *q, int64_t *out, size_t max)
{
	size_t n = 0;

	for (; sql_row(q); n++)
		if (n < max)
			out[n] = sql_get_int(q, 0);
	return sql_end(q) ? n : 0;
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
	int type = sqlite3_column_type(q->stmt, column);
	const void *v;

	/* Text is asked for as text, so that a NUL stands behind it. */
	if (type == SQLITE_BLOB)
		v = sqlite3_column_blob(q->stmt, column);
	else
		v = sqlite3_column_text(q->stmt, column);
	*n = (size_t)sqlite3_column_bytes(q->stmt, column);
	if (v)
		return v;
	if (type != SQLITE_NULL && *n > 0) {
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
