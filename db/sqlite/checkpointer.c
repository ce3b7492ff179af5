#include "db/sqlite/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>

struct checkpointer {
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows, but for `db`, which is the thread's */
	pthread_cond_t wake;
	sqlite3 *db;
	bool asked, stop;
	int done; /* -1: told already, or never known */
};

static int checkpoint(sqlite3 *db)
{
	int pages = -1, done = -1;

	if (sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done) != SQLITE_OK)
		return -1;
	return done;
}

static void *tend(void *ctx)
{
	struct checkpointer *t = ctx;

	pthread_mutex_lock(&t->lock);
	while (!t->stop) {
		int done;

		if (!t->asked) {
			pthread_cond_wait(&t->wake, &t->lock);
			continue;
		}
		pthread_mutex_unlock(&t->lock);
		done = checkpoint(t->db);
		pthread_mutex_lock(&t->lock);
		t->done = done;
		t->asked = false;
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

/* Looks at the schema once, for a connection does not know of a WAL before it has read. */
static bool open_database(struct checkpointer *t, const char *path)
{
	return sqlite3_open_v2(path, &t->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	       sqlite3_exec(t->db, "PRAGMA cache_size = 16; PRAGMA synchronous = FULL; SELECT 1 FROM sqlite_schema",
			    NULL, NULL, NULL) == SQLITE_OK;
}

struct checkpointer *checkpointer_start(const char *path)
{
	struct checkpointer *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	t->done = -1;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->wake, NULL);
	if (open_database(t, path) && pthread_create(&t->thread, NULL, tend, t) == 0)
		return t;
	sqlite3_close(t->db);
	free(t);
	return NULL;
}

void checkpointer_wake(struct checkpointer *t)
{
	pthread_mutex_lock(&t->lock);
	t->asked = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
}

bool checkpointer_busy(struct checkpointer *t, int *done)
{
	bool busy;

	pthread_mutex_lock(&t->lock);
	busy = t->asked;
	if (!busy && t->done >= 0) {
		*done = t->done;
		t->done = -1;
	}
	pthread_mutex_unlock(&t->lock);
	return busy;
}

void checkpointer_stop(struct checkpointer *t)
{
	if (!t)
		return;
	pthread_mutex_lock(&t->lock);
	t->stop = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	pthread_cond_destroy(&t->wake);
	pthread_mutex_destroy(&t->lock);
	sqlite3_close(t->db);
	free(t);
}
