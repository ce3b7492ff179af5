#include "handlers/calendar/workday.h"

#include "handlers/zone/day.h"

/* The first cut that ends after `at`. */
static size_t cut_after(const struct calendar *c, int64_t at)
{
	size_t low = 0, high = c->cuts_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->cuts[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What the cuts leave of a span. */
static bool each_piece(const struct calendar *c, int64_t from, int64_t to, span_fn *each, void *ctx)
{
	for (size_t i = cut_after(c, from); i < c->cuts_n && c->cuts[i].from < to; i++) {
		if (from < c->cuts[i].from && !each(ctx, from, c->cuts[i].from))
			return false;
		from = c->cuts[i].to;
	}
	return from >= to || each(ctx, from, to);
}

static const struct day_hours *hours_of(const struct calendar *c, size_t day)
{
	static const struct day_hours none = {.n = 0};
	int weekday = c->make_up;

	if (c->marks[day] == DAY_OFF)
		return &none;
	if (c->marks[day] != DAY_MAKE_UP)
		weekday = day_weekday(c->first_day + (int64_t)day);
	return &c->week.on[weekday];
}

int64_t workday_minute(const struct calendar *c, size_t day, int minute)
{
	return zone_first(c->zone, (c->first_day + (int64_t)day) * DAY_MS + minute * MINUTE_MS);
}

bool workday_each(const struct calendar *c, size_t day, span_fn *each, void *ctx)
{
	const struct day_hours *hours = hours_of(c, day);

	for (size_t i = 0; i < hours->n; i++) {
		int64_t from = workday_minute(c, day, hours->all[i].from);
		int64_t to = workday_minute(c, day, hours->all[i].to);

		if (from < to && !each_piece(c, from, to, each, ctx))
			return false;
	}
	return true;
}
