#include "gateway/road/due/list_due.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/messages/parts.h"
#include "db/store/store.h"
#include "db/store/tickets_due.h"
#include "gateway/road/due/deputy_ends.h"
#include "handlers/calendar/calendars.h"
#include "handlers/model/flow.h"
#include "handlers/timetable/timetable.h"

/* As it was called when all lists were daily: databases have it. */
static void key_of(const struct flow *f, const struct list_kind *k, char out[96])
{
	snprintf(out, 96, "daily.%s.%s", f->name, k->name);
}

static int64_t next_after(const struct gateway *g, const struct list_kind *k, int64_t now)
{
	return timetable_next(&k->hours, calendars_for(g->rules->calendars, ""), now);
}

/* As the database has it, or else its next hour. What lies further ahead than that was written by a clock that had
 * run ahead, or before the flow said another hour. */
int64_t list_due(struct gateway *g, const struct flow *f, const struct list_kind *k, int64_t now)
{
	char key[96], value[32];
	int64_t next = next_after(g, k, now), kept = 0;

	key_of(f, k, key);
	if (store_get(g->store, key, value, sizeof(value)))
		kept = strtoll(value, NULL, 10);
	return kept != 0 && kept < next ? kept : next;
}

static bool put(struct gateway *g, const struct flow *f, const struct list_kind *k, int64_t at)
{
	char key[96], value[32];

	key_of(f, k, key);
	snprintf(value, sizeof(value), "%" PRId64, at);
	return store_put(g->store, key, value);
}

bool list_put_next(struct gateway *g, const struct flow *f, const struct list_kind *k, int64_t now)
{
	return put(g, f, k, next_after(g, k, now));
}

static bool begin_all(struct gateway *g, int64_t now)
{
	const struct flows *all = &g->rules->flows;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->lists_n; k++) {
			const struct list_kind *one = &all->all[i]->lists[k];

			if (!put(g, all->all[i], one, list_due(g, all->all[i], one, now)))
				return false;
		}
	}
	return true;
}

bool list_begin(struct gateway *g, int64_t now)
{
	if (!store_begin(g->store))
		return !store_failed(g->store);
	if (begin_all(g, now) && store_commit(g->store))
		return true;
	store_rollback(g->store);
	return !store_failed(g->store);
}

int64_t list_due_first(struct gateway *g, int64_t now)
{
	const struct flows *all = &g->rules->flows;
	int64_t first = 0;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->lists_n; k++) {
			int64_t at = list_due(g, all->all[i], &all->all[i]->lists[k], now);

			if (first == 0 || at < first)
				first = at;
		}
	}
	return first;
}

static int64_t sooner_of(int64_t a, int64_t b)
{
	return a == 0 ? b : b == 0 || a < b ? a : b;
}

int64_t due_next(struct gateway *g, int64_t list, int64_t now)
{
	int64_t told = sooner_of(deputy_ends_next(g, now), parts_next_late(g->store));

	return sooner_of(sooner_of(tickets_next_due(g->store), list), told);
}
