#include "db/sqlite/schema.h"

#include <stdio.h>

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
