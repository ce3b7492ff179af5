/* Copying what was committed from the WAL into the database, by PASSIVE checkpoints: nothing else empties the WAL while
 * the store is open. SQLite's own would run inside COMMIT, and so before the acknowledgements: they are off (wal.h), and
 * the loop calls store_upkeep() between batches.
 *
 * Without a thread the loop copies everything, at 64 MiB, or at 4 where nothing was written since the call before.
 * With a checkpointer, the thread copies each 4 MiB beside the loop; but it never catches up with a loop that goes
 * on writing, and so the WAL grows. From 64 MiB on the thread copies at once what was written while it copied, again
 * and again until that is little, and the loop copies the rest itself. The last connection to close empties the WAL. */
#include "db/store/upkeep.h"

#include "db/sqlite/checkpointer.h"
#include "db/sqlite/sql.h"

#define PAGE 4096 /* SQLite's default */
#define COPY_IDLE ((4 << 20) / PAGE)
#define COPY_LOADED ((64 << 20) / PAGE)
#define COPY_REST ((512 << 10) / PAGE) /* few enough for the loop to wait for */
#define CHASES_MAX 6                   /* of the thread after what was written while it copied */

bool store_upkeep_beside(struct store *s)
{
	const char *file = sqlite3_db_filename(s->db, "main");

	if (!s->wal.checkpointer && file && file[0])
		s->wal.checkpointer = checkpointer_start(file);
	return s->wal.checkpointer != NULL;
}

/* Whether the loop has to copy now; wakes the thread where that is enough. Where a reader keeps something from being
 * copied, it is tried again with each further 4 MiB.
 *
 * Nobody is sent to copy where nothing is left to copy: SQLite before 3.51.3 can lose pages when one connection
 * begins a checkpoint of a WAL that is copied already while another begins it anew. */
static bool has_to_copy(struct wal *wal)
{
	int left = wal->pages - wal->done, done = wal->done;
	bool loaded = wal->pages > COPY_LOADED;

	if (!wal->checkpointer)
		return left > (wal->written ? COPY_LOADED : COPY_IDLE);
	if (checkpointer_busy(wal->checkpointer, &done))
		return false;
	if (!wal->begun_again)
		wal->done = done;
	left = wal->pages - wal->done;
	if (loaded && wal->tried)
		return left > COPY_IDLE;
	if (loaded && (left <= COPY_REST || wal->chased == CHASES_MAX))
		return left > 0;
	if (loaded || left > COPY_IDLE) {
		wal->chased += loaded;
		wal->begun_again = false;
		checkpointer_wake(wal->checkpointer);
	}
	return false;
}

void store_upkeep(struct store *s)
{
	bool now = !s->failed && !s->open && has_to_copy(&s->wal);
	int pages = 0, done = 0, rc;

	s->wal.written = false;
	if (!now)
		return;
	s->wal.tried = true;
	rc = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done);
	/* Busy: another connection is doing the same, which is as good. */
	if ((rc & 0xff) != SQLITE_BUSY && sql_check(s, rc)) {
		s->wal.pages = pages;
		s->wal.done = done;
	}
}
