/* The backup is made while the transaction is open, by a connection of its own: nobody can write in between, and what it
 * copies is what the steps begin with. It is called FILE.schema-N.backup, by the version that it has, with a number behind
 * where that is taken. */
#include "db/sqlite/upgrade.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite/copy.h"
#include "db/sqlite/schema.h"
#include "db/sqlite/sql_reason.h"
#include "templates/text/units.h"

/* The first such name that is not taken; NULL: out of memory. What an upgrade that was broken off has left of a backup
 * goes: the transaction that is open keeps any other from making one. */
static char *free_name(const char *file, int64_t version)
{
	char *name = NULL, *part = NULL;

	if (asprintf(&name, "%s.schema-%" PRId64 ".backup", file, version) < 0)
		return NULL;
	for (int n = 2; access(name, F_OK) == 0; n++) {
		free(name);
		if (asprintf(&name, "%s.schema-%" PRId64 ".backup-%d", file, version, n) < 0)
			return NULL;
	}
	if (asprintf(&part, "%s.part", name) >= 0) {
		unlink(part);
		free(part);
	}
	return name;
}

static bool copy_to(const char *file, const char *name, char *why, size_t size)
{
	sqlite3 *db = NULL;
	int rc = sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	bool ok = rc == SQLITE_OK && copy_make(db, name, why, size);

	if (rc != SQLITE_OK)
		sql_reason(db, rc, file, why, size);
	sqlite3_close(db);
	return ok;
}

static bool back_up(struct store *s, int64_t version, char *why, size_t size)
{
	const char *file = sqlite3_db_filename(s->db, "main");
	char *name = free_name(file, version), reason[WHY_BYTES] = "out of memory";

	if (name && copy_to(file, name, reason, sizeof(reason))) {
		s->backup = name;
		return true;
	}
	free(name);
	snprintf(why, size, "%s (schema %" PRId64 ") is left as it is, because it cannot be backed up first: %s",
		 s->path, version, reason);
	return false;
}

static int take_steps(struct store *s, int64_t version)
{
	char stamp[96];
	int rc = SQLITE_OK;

	for (int step = (int)version; rc == SQLITE_OK && migrations[step]; step++)
		rc = sql_exec(s, migrations[step]);
	/* A pragma takes no parameters; both are numbers of our own. */
	snprintf(stamp, sizeof(stamp), "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
		 schema_version());
	return rc == SQLITE_OK ? sql_exec(s, stamp) : rc;
}

/* The database is as it was, and needs none. */
static void drop_backup(struct store *s)
{
	if (s->backup)
		unlink(s->backup);
	free(s->backup);
	s->backup = NULL;
}

/* False: nothing was changed yet. */
static bool change(struct store *s, char *why, size_t size)
{
	int64_t version = 0;
	/* Asked for again: another process may just have brought it up to date. */
	int rc = schema_ask(s->db, "PRAGMA user_version", &version, NULL, 0);

	if (rc == SQLITE_OK && version >= schema_version())
		return true;
	if (rc == SQLITE_OK && version > 0 && !back_up(s, version, why, size))
		return false;
	if (rc == SQLITE_OK)
		rc = take_steps(s, version);
	if (rc == SQLITE_OK)
		return true;
	sql_reason(s->db, rc, s->path, why, size);
	drop_backup(s);
	return false;
}

bool upgrade_run(struct store *s, char *why, size_t size)
{
	int rc = sql_exec(s, "BEGIN IMMEDIATE");

	if (rc == SQLITE_OK && !change(s, why, size)) {
		(void)sql_exec(s, "ROLLBACK");
		return false;
	}
	if (rc == SQLITE_OK)
		rc = sql_exec(s, "COMMIT");
	if (rc != SQLITE_OK)
		sql_reason(s->db, rc, s->path, why, size);
	return rc == SQLITE_OK;
}
