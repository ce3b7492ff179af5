#include "db/store/open.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite/checkpointer.h"
#include "db/sqlite/folder_owner.h"
#include "db/sqlite/schema.h"
#include "db/sqlite/sql.h"
#include "db/sqlite/sql_reason.h"
#include "db/sqlite/upgrade.h"
#include "db/sqlite/wal.h"
#include "db/store/lock.h"
#include "db/store/place.h"

#define BUSY_MS 5000

/* Made here, for SQLite would give it the rights that the umask leaves; names and numbers are nobody else's
 * business. */
static bool make_file(const char *path, char *why, size_t size)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int e = errno;

	if (fd >= 0) {
		folder_owner_give(fd, path);
		close(fd);
		return true;
	}
	/* A file that exists is not opened here: closing it would drop the locks that SQLite has on it in this
	 * process. */
	if (e == EEXIST)
		return true;
	if (e == ENOENT)
		snprintf(why, size, "%s cannot be made: its folder does not exist; create it, or correct `database`",
			 path);
	else
		snprintf(why, size, "%s cannot be made: %s", path, strerror(e));
	return false;
}

static struct store *store_new(const char *path, int flags, char *why, size_t size)
{
	struct store *s = calloc(1, sizeof(*s));
	int rc = SQLITE_NOMEM;

	/* Nobody asks how much memory SQLite uses, and counting it takes a lock at each allocation. SQLite refuses
	 * this where another store is open already, which does no harm. */
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
	/* Else what is purged would stay in the file, wherever its row has stood before. Debian's does so by itself. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA secure_delete = ON");
	/* By default what a savepoint may have to put back goes to a file, which makes a batch write fourteen times
	 * as much. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -14336");
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON;"
				 "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864");
	if (rc == SQLITE_OK)
		wal_watch(s);
	return rc;
}

/* True if the database is ours and not newer than we are. */
static bool is_ours(struct store *s, int64_t *version, char *why, size_t size)
{
	bool foreign;
	int rc = schema_look(s, version, &foreign);

	if (rc != SQLITE_OK) {
		sql_reason(s->db, rc, s->path, why, size);
		return false;
	}
	if (foreign) {
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

/* An older gateway that is running knows the older schema alone, which is not changed under it. */
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

/* What both ways of opening end with; `rc` is what went before. */
static bool begin_use(struct store *s, int rc, char *why, size_t size)
{
	/* Only now: a migration may make a table anew that others refer to. */
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA foreign_keys = ON");
	if (rc == SQLITE_OK)
		rc = schema_ask(s->db, "PRAGMA data_version", &s->touched, NULL, 0);
	if (rc != SQLITE_OK)
		sql_reason(s->db, rc, s->path, why, size);
	return rc == SQLITE_OK;
}

static bool prepare_to_write(struct store *s, char *why, size_t size)
{
	int64_t version = 0;
	char mode[16] = "";
	int rc = set_up(s);

	if (rc == SQLITE_OK && !is_ours(s, &version, why, size))
		return false;
	if (rc == SQLITE_OK && sqlite3_db_readonly(s->db, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK)
		rc = schema_ask(s->db, "PRAGMA journal_mode = WAL", NULL, mode, sizeof(mode));
	if (rc == SQLITE_OK && strcmp(mode, "wal") != 0 && strcmp(mode, "memory") != 0) {
		snprintf(why, size, "%s cannot be kept safe there (journal mode %s): put it on a local disk", s->path,
			 mode);
		return false;
	}
	if (rc == SQLITE_OK && version < schema_version() &&
	    ((version > 0 && is_served(s, why, size)) || !upgrade_run(s, why, size)))
		return false;
	return begin_use(s, rc, why, size);
}

struct store *store_open(const char *path, char *why, size_t size)
{
	struct store *s;

	if (store_place_is_file(path) && !make_file(path, why, size))
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

	/* Opened for writing where that is allowed, because the WAL of a killed gateway must be recovered before it
	 * can be read; but we write nothing, and copy nothing on closing. */
	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (rc == SQLITE_OK && !is_ours(s, &version, why, size))
		return false;
	if (rc == SQLITE_OK && version < schema_version()) {
		snprintf(why, size,
			 "%s is of an older fieldgate (schema %" PRId64 ", this one needs %d): start "
			 "`fieldgate serve` or import once, which back it up and bring it up to date",
			 s->path, version, schema_version());
		return false;
	}
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "PRAGMA query_only = ON");
	s->reading = true;
	return begin_use(s, rc, why, size);
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

const char *store_upgrade_backup(const struct store *s)
{
	return s->backup;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	checkpointer_stop(s->wal.checkpointer);
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(s->statements[i].stmt);
	/* Closing rolls an open transaction back; a connection that is busy means that we have leaked a statement. */
	if (sqlite3_close(s->db) != SQLITE_OK)
		abort();
	free(s->path);
	free(s->backup);
	free(s);
}
