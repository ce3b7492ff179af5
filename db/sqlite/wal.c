#include "db/sqlite/wal.h"

static int note_length(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct wal *wal = ctx;

	(void)db;
	(void)name;
	if (pages < wal->pages) { /* SQLite has begun it again from its start */
		wal->done = 0;
		wal->tried = false;
		wal->chased = 0;
		wal->begun_again = true;
	}
	wal->pages = pages;
	return SQLITE_OK;
}

void wal_watch(struct store *s)
{
	sqlite3_wal_hook(s->db, note_length, &s->wal);
}
