#include "db/store/backup.h"

#include "db/sqlite/copy.h"
#include "db/sqlite/sql.h"
#include "db/sqlite/sql_reason.h"

bool store_backup(struct store *s, const char *dest, char *why, size_t size)
{
	/* Even what writes elsewhere is refused where only reading is allowed. */
	int rc = sql_exec(s, "PRAGMA query_only = OFF");
	bool ok = rc == SQLITE_OK && copy_make(s->db, dest, why, size);

	if (rc != SQLITE_OK)
		sql_reason(s->db, rc, s->path, why, size);
	if (s->reading && sql_exec(s, "PRAGMA query_only = ON") != SQLITE_OK)
		sql_fail(s, "query_only cannot be set");
	return ok;
}
