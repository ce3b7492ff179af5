#include "gateway/serve/idle_purge.h"

#include "db/store/purge.h"
#include "db/store/store.h"
#include "db/store/upkeep.h"
#include "gateway/base/wall_clock.h"

#define STEP_MS 1000
#define REST_MS 60000 /* when nothing was due */
#define STEP_ROWS 200 /* some 15 ms, in which nothing else is taken */

bool idle_purge_step(struct gateway *g, int64_t *due)
{
	int done = 0;

	if (clock_steady() < *due)
		return true;
	*due = clock_steady() + STEP_MS;
	store_upkeep(g->store);
	if (!store_begin(g->store))
		return !store_failed(g->store); /* a verb is writing: try another time */
	if (!purge_step(g->store, clock_now(), g->setup->keep_days, STEP_ROWS, &done)) {
		store_rollback(g->store);
		return !store_failed(g->store);
	}
	if (done == 0)
		*due += REST_MS - STEP_MS;
	return store_commit(g->store);
}
