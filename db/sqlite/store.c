/* The store's transactions, its checkpoints, and the values it keeps.
 *
 * SQLite's own checkpoints, which would run inside COMMIT and so before the acknowledgements, are off (a WAL hook takes
 * their place). The loop calls store_tend() between batches. With a tender, a thread copies each 4 MiB beside the loop;
 * since it never catches up with a loop that goes on writing, the WAL grows. From 64 MiB on it copies again at once what
 * was written while it copied, until that is little, and the loop copies the rest itself. Without one the loop copies
 * all, at 64 MiB, or at 4 where nothing was written since the call before. The last connection to close empties the WAL. */
#include "db/sqlite/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "db/sqlite/sql.h"

#define FIRST_NUMBER 1000
#define PAGE 4096 /* SQLite's default */
#define TEND_IDLE ((4 << 20) / PAGE)
#define TEND_LOADED ((64 << 20) / PAGE)
#define TEND_REST ((512 << 10) / PAGE) /* few enough for the loop to wait for */
#define CHASES 6                       /* of the tender after what was written while it copied */

static int64_t data_version(struct store *s)
{
	struct query q = sql(s, "PRAGMA data_version");
	int64_t v = sql_row(&q) ? sql_get_int(&q, 0) : 0;

	sql_end(&q);
	return v;
}

static bool read_cached(struct store *s)
{
	struct query q = sql(s, "SELECT seq, hash FROM event WHERE seq = (SELECT max(seq) FROM event)");
	char next[32];
	size_t n = 0;

	memset(&s->now, 0, sizeof(s->now));
	if (sql_row(&q)) {
		const char *hash = sql_bytes(&q, 1, &n);

		s->now.seq = sql_get_int(&q, 0);
		memcpy(s->now.hash, hash, n < sizeof(s->now.hash) ? n : sizeof(s->now.hash));
	}
	if (!sql_end(&q) || !store_get(s, "next_ticket", next, sizeof(next)))
		return false;
	s->now.next = next[0] ? strtoll(next, NULL, 10) : FIRST_NUMBER;
	return true;
}

/* As when it was first looked at: another process makes a new one where it finds none. */
static bool same_file(const char *path, ino_t *inode)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	if (!*inode)
		*inode = st.st_ino;
	return *inode == st.st_ino;
}

/* Where a file was moved or deleted, SQLite goes on writing to what nobody will find again. */
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
	if (!still_there(s)) {
		store_rollback(s);
		return false;
	}
	version = data_version(s);
	if (!s->known || version != s->version)
		s->known = read_cached(s);
	s->version = version;
	if (s->failed)
		store_rollback(s);
	return !s->failed;
}

/* True if a transaction is there to go on with: after some errors SQLite has ended it by itself. */
static bool standing(struct store *s)
{
	if (!s->failed && (!s->open || sqlite3_get_autocommit(s->db)))
		sql_fail(s, "no transaction is open");
	return !s->failed;
}

bool store_commit(struct store *s)
{
	if (!standing(s) || !sql_check(s, sql_exec_kept(s, "COMMIT"))) {
		sql_fail(s, "%s", s->why);
		store_rollback(s);
		return false;
	}
	s->open = false;
	s->written = true;
	return true;
}

void store_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sql_check(s, sql_exec(s, "ROLLBACK"));
	s->open = false;
	s->known = false; /* also where a COMMIT failed and nobody can tell what is on disk */
}

bool store_mark(struct store *s)
{
	struct query q;

	if (!standing(s))
		return false;
	q = sql(s, "SAVEPOINT mark");
	s->marked = s->now;
	return sql_run(&q) && standing(s);
}

bool store_keep(struct store *s)
{
	struct query q;

	if (!standing(s))
		return false;
	q = sql(s, "RELEASE mark");
	return sql_run(&q) && standing(s);
}

bool store_back(struct store *s)
{
	struct query q;

	if (!standing(s))
		return false;
	q = sql(s, "ROLLBACK TO mark");
	if (!sql_run(&q))
		return false;
	s->now = s->marked;
	return store_keep(s);
}

static void run_bare(struct store *s, const char *text)
{
	struct query q = sql(s, text);

	sql_run(&q);
}

void store_look(struct store *s)
{
	if (!s->open && sqlite3_get_autocommit(s->db))
		run_bare(s, "BEGIN");
}

void store_looked(struct store *s)
{
	/* Even where the store has failed since: nothing could begin any more. */
	if (!s->open && !sqlite3_get_autocommit(s->db) && sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
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

void store_starve(struct store *s)
{
	sql_fail(s, "out of memory");
}

void store_recover(struct store *s)
{
	/* ROLLBACK may itself have failed, for want of memory: no transaction could ever begin again. */
	if (s->open || !sqlite3_get_autocommit(s->db))
		store_rollback(s);
	s->failed = false;
	s->known = false;
}

bool store_touched(struct store *s)
{
	int64_t version = data_version(s);

	if (s->failed || version == s->touched)
		return false;
	s->touched = version;
	return true;
}

bool store_tend_beside(struct store *s)
{
	const char *file = sqlite3_db_filename(s->db, "main");

	if (!s->tender && file && file[0])
		s->tender = checkpointer_start(file);
	return s->tender != NULL;
}

/* Whether the loop has to copy it now. What a reader keeps from being copied is tried again with each further 4 MiB.
 *
 * Nobody is sent to copy where nothing is left to copy: SQLite before 3.51.3 can lose pages when one connection begins a
 * checkpoint of a WAL that is copied already while another begins it anew. */
static bool has_to_copy(struct store *s)
{
	int left = s->wal_pages - s->wal_done, done = s->wal_done;

	if (!s->tender)
		return left > (s->written ? TEND_LOADED : TEND_IDLE);
	if (checkpointer_busy(s->tender, &done))
		return false;
	if (!s->begun_anew)
		s->wal_done = done;
	left = s->wal_pages - s->wal_done;
	if (s->wal_pages > TEND_LOADED && s->tended)
		return left > TEND_IDLE;
	if (s->wal_pages > TEND_LOADED && (left <= TEND_REST || s->chased == CHASES))
		return left > 0;
	if (s->wal_pages > TEND_LOADED || left > TEND_IDLE) {
		s->chased += s->wal_pages > TEND_LOADED;
		s->begun_anew = false;
		checkpointer_wake(s->tender);
	}
	return false;
}

void store_tend(struct store *s)
{
	bool now = !s->failed && !s->open && has_to_copy(s);
	int pages = 0, done = 0, rc;

	s->written = false;
	if (!now)
		return;
	s->tended = true;
	rc = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done);
	/* Another connection at the same work is as good. */
	if ((rc & 0xff) != SQLITE_BUSY && sql_check(s, rc)) {
		s->wal_pages = pages;
		s->wal_done = done;
	}
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
