#include "db/sqlite/schema.h"

#include <stdio.h>

#define APPLICATION_ID 0x46474154 /* "FGAT", so that no other program's database is taken for ours */

extern const char *const migrations[]; /* db/migrations/NNN.sql in order, then NULL; made by the Makefile */

int schema_version(void)
{
	int n = 0;

	while (migrations[n])
		n++;
	return n;
}

int schema_ask(sqlite3 *db, const char *text, int64_t *value, char *word, size_t size)
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

int schema_look(struct store *s, int64_t *version, bool *foreign)
{
	int64_t application = 0, things = 0;
	int rc = schema_ask(s->db, "PRAGMA user_version", version, NULL, 0);

	if (rc == SQLITE_OK)
		rc = schema_ask(s->db, "PRAGMA application_id", &application, NULL, 0);
	if (rc == SQLITE_OK)
		rc = schema_ask(s->db, "SELECT count(*) FROM sqlite_schema", &things, NULL, 0);
	*foreign = *version == 0 ? things > 0 : application != APPLICATION_ID;
	return rc;
}

/* Takes one step up, unless another process has just taken it. */
static int migrate(struct store *s, int step)
{
	char stamp[96];
	int64_t version = 0;
	int rc = sql_exec(s, "BEGIN IMMEDIATE");

	if (rc != SQLITE_OK)
		return rc;
	rc = schema_ask(s->db, "PRAGMA user_version", &version, NULL, 0);
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

int schema_upgrade(struct store *s, int64_t version)
{
	int rc = SQLITE_OK;

	for (int step = (int)version; rc == SQLITE_OK && migrations[step]; step++)
		rc = migrate(s, step);
	return rc;
}
