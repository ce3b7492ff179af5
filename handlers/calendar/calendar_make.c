#include "handlers/calendar/calendar_make.h"

#include <stdlib.h>

#include "handlers/calendar/workday.h"
#include "handlers/zone/day.h"
#include "templates/text/array.h"
#include "templates/text/text.h"

struct calendar *calendar_new(const char *name, const char *zone, const struct hours *week, int make_up)
{
	struct zone *z = zone_open(zone);
	struct calendar *c = z != NULL ? calloc(1, sizeof(*c)) : NULL;

	if (c == NULL) {
		zone_close(z);
		return NULL;
	}
	c->zone = z;
	c->week = *week;
	c->make_up = make_up;
	c->first_day = day_number(CALENDAR_FIRST_YEAR, 1, 1);
	text_copy(c->name, sizeof(c->name), name);
	return c;
}

void calendar_free(struct calendar *c)
{
	if (c == NULL)
		return;
	zone_close(c->zone);
	free(c->cuts);
	free(c);
}

void calendar_mark(struct calendar *c, int64_t day, enum day_mark mark)
{
	if (day >= c->first_day && day - c->first_day < CALENDAR_DAYS)
		c->marks[day - c->first_day] = (unsigned char)mark;
}

bool calendar_cut(struct calendar *c, int64_t from, int64_t to)
{
	struct span *cuts = array_room(c->cuts, c->cuts_n, &c->cuts_cap, sizeof(*cuts));

	if (cuts == NULL)
		return false;
	c->cuts = cuts;
	if (from < to)
		cuts[c->cuts_n++] = (struct span){from, to};
	return true;
}

static int by_begin(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static void join_cuts(struct calendar *c)
{
	size_t kept = 0;

	if (c->cuts_n > 0)
		qsort(c->cuts, c->cuts_n, sizeof(*c->cuts), by_begin);
	for (size_t i = 0; i < c->cuts_n; i++) {
		struct span *last = kept > 0 ? &c->cuts[kept - 1] : NULL;

		if (last == NULL || last->to < c->cuts[i].from)
			c->cuts[kept++] = c->cuts[i];
		else if (last->to < c->cuts[i].to)
			last->to = c->cuts[i].to;
	}
	c->cuts_n = kept;
}

static bool add_up(void *ctx, int64_t from, int64_t to)
{
	*(int64_t *)ctx += to - from;
	return true;
}

void calendar_seal(struct calendar *c)
{
	join_cuts(c);
	for (size_t i = 0; i <= CALENDAR_DAYS; i++)
		c->begins[i] = workday_minute(c, i, 0);
	for (size_t i = 0; i < CALENDAR_DAYS; i++) {
		c->worked[i + 1] = c->worked[i];
		workday_each(c, i, add_up, &c->worked[i + 1]);
	}
}
