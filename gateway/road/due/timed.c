#include "gateway/road/due/timed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/messages/parts.h"
#include "db/store/store.h"
#include "db/store/tickets_due.h"
#include "gateway/road/due/deputy_ends.h"
#include "gateway/road/due/newly_asked.h"
#include "handlers/calendar/calendars.h"
#include "handlers/timetable/timetable.h"
#include "handlers/zone/day.h"

/* As lists were called when all of them were daily: databases have it. */
struct timed timed_list(const struct flow *f, const struct list_kind *k)
{
	struct timed t = {.times = &k->times};

	snprintf(t.key, sizeof(t.key), "daily.%s.%s", f->name, k->name);
	return t;
}

struct timed timed_schedule(const struct flow *f, const struct schedule *s)
{
	struct timed t = {.times = &s->times};

	snprintf(t.key, sizeof(t.key), "schedule.%s.%s", f->name, s->name);
	return t;
}

int64_t timed_day(const struct gateway *g, int64_t at)
{
	return floor_div(zone_local(calendar_zone(calendars_for(g->rules->calendars, "")), at), DAY_MS);
}

static int64_t next_after(const struct gateway *g, const struct timed *t, int64_t now)
{
	return timetable_next(t->times, calendars_for(g->rules->calendars, ""), now);
}

/* Once it has come, as the database has it; until then its next hour, for the flow, the calendar or the zone may have
 * given it another since that was written. */
int64_t timed_due(struct gateway *g, const struct timed *t, int64_t now)
{
	char value[32];
	int64_t kept = 0;

	if (store_get(g->store, t->key, value, sizeof(value)))
		kept = strtoll(value, NULL, 10);
	return kept != 0 && kept <= now ? kept : next_after(g, t, now);
}

static bool put(struct gateway *g, const struct timed *t, int64_t at)
{
	char value[32];

	snprintf(value, sizeof(value), "%" PRId64, at);
	return store_put(g->store, t->key, value);
}

bool timed_put_next(struct gateway *g, const struct timed *t, int64_t now)
{
	return put(g, t, next_after(g, t, now));
}

/* All there are, until `each` returns false, which is then returned. */
static bool each_timed(struct gateway *g, int64_t now, void *ctx,
		       bool (*each)(struct gateway *g, const struct timed *t, int64_t now, void *ctx))
{
	const struct flows *all = &g->rules->flows;
	bool good = true;

	for (size_t i = 0; i < all->n; i++) {
		const struct flow *f = all->all[i];

		for (size_t k = 0; good && k < f->lists_n; k++) {
			struct timed t = timed_list(f, &f->lists[k]);
			good = each(g, &t, now, ctx);
		}
		for (size_t k = 0; good && k < f->schedules_n; k++) {
			struct timed t = timed_schedule(f, &f->schedules[k]);
			good = each(g, &t, now, ctx);
		}
	}
	return good;
}

static bool begin(struct gateway *g, const struct timed *t, int64_t now, void *ctx)
{
	(void)ctx;
	return put(g, t, timed_due(g, t, now));
}

bool timed_begin(struct gateway *g, int64_t now)
{
	if (!store_begin(g->store))
		return !store_failed(g->store);
	if (each_timed(g, now, NULL, begin) && store_commit(g->store))
		return true;
	store_rollback(g->store);
	return !store_failed(g->store);
}

static int64_t sooner_of(int64_t a, int64_t b)
{
	return a == 0 ? b : b == 0 || a < b ? a : b;
}

static bool keep_sooner(struct gateway *g, const struct timed *t, int64_t now, void *ctx)
{
	int64_t *first = ctx;

	*first = sooner_of(*first, timed_due(g, t, now));
	return true;
}

int64_t timed_first(struct gateway *g, int64_t now)
{
	int64_t first = 0;

	each_timed(g, now, &first, keep_sooner);
	return first;
}

int64_t due_next(struct gateway *g, int64_t timed, int64_t now)
{
	int64_t told = sooner_of(deputy_ends_next(g, now), parts_next_late(g->store));

	told = sooner_of(told, newly_asked_next(g, now));
	return sooner_of(sooner_of(tickets_next_due(g->store), timed), told);
}
