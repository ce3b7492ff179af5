/* Opening a store: whose file it is, and bringing its schema up to date. Declared in store.h. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite/lock.h"
#include "db/sqlite/sql.h"

#define BUSY_MS 5000
#define APPLICATION_ID 0x46474154 /* "FGAT", so that no other program's database is taken for ours */

extern const char *const migrations[]; /* db/migrations/NNN.sql in order, then NULL; made by the Makefile */

static int schema_version(void)
{
	int n = 0;

	while (migrations[n])
		n++;
	return n;
}

static int note_wal(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct store *s = ctx;

	(void)db;
	(void)name;
	if (pages < s->wal_pages) { /* it was begun again from its start */
		s->wal_done = 0;
		s->tended = false;
		s->chased = 0;
		s->begun_anew = true;
	}
	s->wal_pages = pages;
	return SQLITE_OK;
}

/* The one value that a pragma or a count gives. */
static int ask(sqlite3 *db, const char *text, int64_t *value, char *word, size_t size)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, text, -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		if (value)
			*value = sqlite3_column_int64(q, 0);
		if (word)
			snprintf(word, size, "%s", (const char *)sqlite3_column_text(q, 0));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(q);
	return rc;
}

/* SQLite would make the file as the umask has it; names and numbers are nobody else's business. */
static bool make_file(const char *path, char *why, size_t size)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int e = errno;

	if (fd >= 0) {
		close(fd);
		return true;
	}
	/* One that exists is not opened here: closing it would drop the locks that SQLite has on it in this process. */
	if (e == EEXIST)
		return true;
	if (e == ENOENT)
		snprintf(why, size, "%s cannot be made: its folder does not exist; create it, or mend `database`",
			 path);
	else
		snprintf(why, size, "%s cannot be made: %s", path, strerror(e));
	return false;
}

static struct store *store_new(const char *path, int flags, char *why, size_t size)
{
	struct store *s = calloc(1, sizeof(*s));
	int rc = SQLITE_NOMEM;

	/* Nobody asks how much memory SQLite has, and counting it takes a lock at each allocation. Refused, and left as it is,
	 * where another store is open already. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (s)
		s->path = strdup(path);
	if (s && s->path)
		rc = sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		return s;
	sql_reason(s ? s->db : NULL, rc, path, why, size);
	store_close(s);
	return NULL;
}

static int set_up(struct store *s)
{
	int rc = sqlite3_extended_result_codes(s->db, 1);

	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(s->db, BUSY_MS);
	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* What a savepoint may have to put back goes to a file by default: fourteen times the writes of a batch. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -14336");
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON;"
				 "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864");
	if (rc == SQLITE_OK)
		sqlite3_wal_hook(s->db, note_wal, s);
	return rc;
}

/* Tells whose database this is and of which version. True if it is ours and not newer than we are. */
static bool look(struct store *s, int64_t *version, char *why, size_t size)
{
	int64_t application = 0, things = 0;
	int rc = ask(s->db, "PRAGMA user_version", version, NULL, 0);

	if (rc == SQLITE_OK)
		rc = ask(s->db, "PRAGMA application_id", &application, NULL, 0);
	if (rc == SQLITE_OK)
		rc = ask(s->db, "SELECT count(*) FROM sqlite_schema", &things, NULL, 0);
	if (rc != SQLITE_OK) {
		sql_reason(s->db, rc, s->path, why, size);
		return false;
	}
	if (*version == 0 ? things > 0 : application != APPLICATION_ID) {
		snprintf(why, size, "%s belongs to another program: name another file as `database`", s->path);
		return false;
	}
	if (*version > schema_version()) {
		snprintf(why, size,
			 "%s was written by a newer fieldgate (schema %" PRId64 ", this one knows %d): "
			 "install that one",
			 s->path, *version, schema_version());
		return false;
	}
	return true;
}

/* Takes one step up, unless another process has just taken it. */
static int migrate(struct store *s, int step)
{
	char stamp[96];
	int64_t version = 0;
	int rc = sql_exec(s, "BEGIN IMMEDIATE");

	if (rc != SQLITE_OK)
		return rc;
	rc = ask(s->db, "PRAGMA user_version", &version, NULL, 0);
	if (rc == SQLITE_OK && version == step) {
		rc = sql_exec(s, migrations[step]);
		/* A pragma takes no parameters; both are numbers of our own. */
		snprintf(stamp, sizeof(stamp), "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
			 step + 1);
		if (rc == SQLITE_OK)
			rc = sql_exec(s, stamp);
	}
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "COMMIT");
	return rc;
}

/* An older program goes on with what it knows of the schema: it is not changed under it. */
static bool is_served(const struct store *s, char *why, size_t size)
{
	pid_t holder = lock_holder(s->path);

	if (holder)
		snprintf(why, size,
			 "%s is served by process %ld, which is an older fieldgate: stop it first, and the next start "
			 "brings the database up to date",
			 s->path, (long)holder);
	return holder != 0;
}

static bool prepare_to_write(struct store *s, char *why, size_t size)
{
	int64_t version = 0;
	char mode[16] = "";
	int rc = set_up(s);

	if (rc == SQLITE_OK && !look(s, &version, why, size))
		return false;
	if (rc == SQLITE_OK && sqlite3_db_readonly(s->db, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK)
		rc = ask(s->db, "PRAGMA journal_mode = WAL", NULL, mode, sizeof(mode));
	if (rc == SQLITE_OK && strcmp(mode, "wal") != 0 && strcmp(mode, "memory") != 0) {
		snprintf(why, size, "%s cannot be kept safe there (journal mode %s): put it on a local disk", s->path,
			 mode);
		return false;
	}
	if (rc == SQLITE_OK && version > 0 && version < schema_version() && is_served(s, why, size))
		return false;
	for (int step = (int)version; rc == SQLITE_OK && migrations[step]; step++)
		rc = migrate(s, step);
	/* Only now: a migration may make a table anew that others point at. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA foreign_keys = ON");
	if (rc == SQLITE_OK)
		rc = ask(s->db, "PRAGMA data_version", &s->touched, NULL, 0);
	if (rc != SQLITE_OK)
		sql_reason(s->db, rc, s->path, why, size);
	return rc == SQLITE_OK;
}

struct store *store_open(const char *path, char *why, size_t size)
{
	struct store *s;

	if (strcmp(path, ":memory:") != 0 && !make_file(path, why, size))
		return NULL;
	s = store_new(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why, size);
	if (s && !prepare_to_write(s, why, size)) {
		store_close(s);
		return NULL;
	}
	return s;
}

static bool prepare_to_read(struct store *s, char *why, size_t size)
{
	int64_t version = 0;
	int rc = set_up(s);

	/* Opened for writing where that is allowed, because the WAL of a killed gateway must be put in order before it
	 * can be read; but nothing is written by us, nor checkpointed on closing. */
	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (rc == SQLITE_OK && !look(s, &version, why, size))
		return false;
	if (rc == SQLITE_OK && version < schema_version()) {
		snprintf(why, size,
			 "%s is of an older fieldgate (schema %" PRId64 ", this one needs %d): start "
			 "`fieldgate serve` or import once, which bring it up to date",
			 s->path, version, schema_version());
		return false;
	}
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA query_only = ON");
	s->reading = true;
	/* Only now: a migration may make a table anew that others point at. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA foreign_keys = ON");
	if (rc == SQLITE_OK)
		rc = ask(s->db, "PRAGMA data_version", &s->touched, NULL, 0);
	if (rc != SQLITE_OK)
		sql_reason(s->db, rc, s->path, why, size);
	return rc == SQLITE_OK;
}

struct store *store_open_reading(const char *path, char *why, size_t size)
{
	struct store *s;

	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		snprintf(why, size, "there is no database %s yet: `fieldgate serve` or `fieldgate import` makes it",
			 path);
		return NULL;
	}
	s = store_new(path, SQLITE_OPEN_READWRITE, why, size);
	if (s && !prepare_to_read(s, why, size)) {
		store_close(s);
		return NULL;
	}
	return s;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	checkpointer_stop(s->tender);
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(s->statements[i].stmt);
	/* An open transaction is rolled back by closing; a busy connection would be our own leak of a statement. */
	if (sqlite3_close(s->db) != SQLITE_OK)
		abort();
	free(s->path);
	free(s);
}
