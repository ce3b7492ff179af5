#include "db/sqlite/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>

struct checkpointer {
	pthread_t thread;
	pthread_mutex_t lock; /* on what follows but `db`, which is the thread's alone */
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

static void *run(void *ctx)
{
	struct checkpointer *c = ctx;

	pthread_mutex_lock(&c->lock);
	while (!c->stop) {
		int done;

		if (!c->asked) {
			pthread_cond_wait(&c->wake, &c->lock);
			continue;
		}
		pthread_mutex_unlock(&c->lock);
		done = checkpoint(c->db);
		pthread_mutex_lock(&c->lock);
		c->done = done;
		c->asked = false;
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Reads the schema once, for a connection knows of no WAL before it has read. */
static bool open_database(struct checkpointer *c, const char *path)
{
	return sqlite3_open_v2(path, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	       sqlite3_exec(c->db, "PRAGMA cache_size = 16; PRAGMA synchronous = FULL; SELECT 1 FROM sqlite_schema",
			    NULL, NULL, NULL) == SQLITE_OK;
}

struct checkpointer *checkpointer_start(const char *path)
{
	struct checkpointer *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->done = -1;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->wake, NULL);
	if (open_database(c, path) && pthread_create(&c->thread, NULL, run, c) == 0)
		return c;
	sqlite3_close(c->db);
	free(c);
	return NULL;
}

void checkpointer_wake(struct checkpointer *c)
{
	pthread_mutex_lock(&c->lock);
	c->asked = true;
	pthread_cond_signal(&c->wake);
	pthread_mutex_unlock(&c->lock);
}

bool checkpointer_busy(struct checkpointer *c, int *done)
{
	bool busy;

	pthread_mutex_lock(&c->lock);
	busy = c->asked;
	if (!busy && c->done >= 0) {
		*done = c->done;
		c->done = -1;
	}
	pthread_mutex_unlock(&c->lock);
	return busy;
}

void checkpointer_stop(struct checkpointer *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_signal(&c->wake);
	pthread_mutex_unlock(&c->lock);
	pthread_join(c->thread, NULL);
	pthread_cond_destroy(&c->wake);
	pthread_mutex_destroy(&c->lock);
	sqlite3_close(c->db);
	free(c);
}
