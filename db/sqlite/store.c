#include "db/store/store.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "db/sqlite/sql.h"
#include "db/sqlite/sql_reason.h"

static int64_t data_version(struct store *s)
{
	struct query q = sql(s, "PRAGMA data_version");

	return sql_one_int(&q);
}

static void forget_cached(struct store *s)
{
	memset(&s->now, 0, sizeof(s->now));
}

/* Still the file that it was when first looked at: another process makes a new one where it finds none. */
static bool same_file(const char *path, ino_t *inode)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	if (!*inode)
		*inode = st.st_ino;
	return *inode == st.st_ino;
}

/* After a file was moved or deleted SQLite goes on writing to it, where nobody will find what it writes. */
static bool still_there(struct store *s)
{
	const char *name = sqlite3_db_filename(s->db, "main");
	char shm[PATH_MAX];
	int moved = 0;

	if (!name || !name[0])
		return true; /* in memory */
	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK)
		moved = 0;
	snprintf(shm, sizeof(shm), "%s-shm", name);
	if (!moved && same_file(sqlite3_filename_wal(name), &s->wal_inode) && same_file(shm, &s->shm_inode))
		return true;
	sql_fail(s,
		 "%s, or its -wal or -shm, is not where it was: put back what was moved, or start again on what is "
		 "there",
		 s->path);
	return false;
}

bool store_begin(struct store *s)
{
	int64_t version;
	int rc;

	if (s->failed)
		return false;
	if (s->open) {
		sql_fail(s, "a transaction is open already");
		return false;
	}
	rc = sql_exec_kept(s, "BEGIN IMMEDIATE");
	if ((rc & 0xff) == SQLITE_BUSY) {
		char why[STORE_WHY];

		sql_reason(s->db, rc, s->path, why, sizeof(why));
		return sql_refuse(s, "%s", why);
	}
	if (!sql_check(s, rc))
		return false;
	s->open = true;
	s->marks = 0;
	if (!still_there(s)) {
		store_rollback(s);
		return false;
	}
	version = data_version(s);
	if (version != s->version)
		forget_cached(s);
	s->version = version;
	if (s->failed)
		store_rollback(s);
	return !s->failed;
}

/* True if a transaction is open to go on with: after some errors SQLite has ended it by itself. */
static bool is_open(struct store *s)
{
	if (!s->failed && (!s->open || sqlite3_get_autocommit(s->db)))
		sql_fail(s, "no transaction is open");
	return !s->failed;
}

bool store_commit(struct store *s)
{
	if (!is_open(s) || !sql_check(s, sql_exec_kept(s, "COMMIT"))) {
		sql_fail(s, "%s", s->why);
		store_rollback(s);
		return false;
	}
	s->open = false;
	s->wal.written = true;
	return true;
}

void store_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sql_check(s, sql_exec(s, "ROLLBACK"));
	s->open = false;
	forget_cached(s); /* also where a COMMIT failed and nobody can tell what is on disk */
}

bool store_mark(struct store *s)
{
	struct query q;

	if (!is_open(s))
		return false;
	if (s->marks == MARKS_MAX) {
		sql_fail(s, "at most %d savepoints are set one in another", MARKS_MAX);
		return false;
	}
	q = sql(s, "SAVEPOINT mark");
	s->marked[s->marks++] = s->now;
	return sql_run(&q) && is_open(s);
}

bool store_keep(struct store *s)
{
	struct query q;

	if (!is_open(s))
		return false;
	q = sql(s, "RELEASE mark");
	s->marks -= s->marks > 0;
	return sql_run(&q) && is_open(s);
}

bool store_back(struct store *s)
{
	struct query q;

	if (!is_open(s))
		return false;
	q = sql(s, "ROLLBACK TO mark");
	if (!sql_run(&q))
		return false;
	if (s->marks > 0)
		s->now = s->marked[s->marks - 1];
	return store_keep(s);
}

void store_read_begin(struct store *s)
{
	struct query q;

	if (s->open || !sqlite3_get_autocommit(s->db))
		return;
	q = sql(s, "BEGIN");
	sql_run(&q);
}

void store_read_end(struct store *s)
{
	/* Also where the store has failed since: otherwise nothing could begin any more. */
	if (!s->open && !sqlite3_get_autocommit(s->db) && sql_exec_kept(s, "COMMIT") != SQLITE_OK)
		sql_fail(s, "%s", sqlite3_errmsg(s->db));
}

bool store_failed(const struct store *s)
{
	return s->failed;
}

const char *store_why(const struct store *s)
{
	return s->why;
}

void store_fail(struct store *s, const char *why)
{
	sql_fail(s, "%s", why);
}

bool store_refuse(struct store *s, const char *why)
{
	return sql_refuse(s, "%s", why);
}

void store_recover(struct store *s)
{
	/* ROLLBACK itself may have failed for lack of memory: left open, it would keep any other from beginning. */
	if (s->open || !sqlite3_get_autocommit(s->db))
		store_rollback(s);
	s->failed = false;
	forget_cached(s);
}

bool store_touched(struct store *s)
{
	int64_t version = data_version(s);

	if (s->failed || version == s->touched)
		return false;
	s->touched = version;
	return true;
}

bool store_get(struct store *s, const char *key, char *out, size_t size)
{
	struct query q = sql(s, "SELECT value FROM meta WHERE key = ?1");

	out[0] = '\0';
	sql_text(&q, key);
	if (sql_row(&q))
		sql_get(&q, 0, out, size);
	return sql_end(&q);
}

bool store_put(struct store *s, const char *key, const char *value)
{
	struct query q = sql(s, "INSERT INTO meta (key, value) VALUES (?1, ?2) "
				"ON CONFLICT (key) DO UPDATE SET value = excluded.value");

	sql_text(&q, key);
	sql_text(&q, value);
	return sql_run(&q);
}
