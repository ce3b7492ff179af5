#include "handlers/calendar/calendar.h"

#include "handlers/calendar/workday.h"
#include "handlers/zone/day.h"

#define FAR_MS (3653 * DAY_MS) /* ten years */

const char *calendar_name(const struct calendar *c)
{
	return c->name;
}

const struct zone *calendar_zone(const struct calendar *c)
{
	return c->zone;
}

/* ---- working time ---- */

static int64_t clamp(int64_t at, int64_t least, int64_t most)
{
	return at < least ? least : at > most ? most : at;
}

/* The day of an instant; the first or the last where it is outside of all. */
static size_t day_of(const struct calendar *c, int64_t at)
{
	int64_t guess = (clamp(at, c->begins[0], c->begins[CALENDAR_DAYS] - 1) - c->begins[0]) / DAY_MS;
	size_t day = (size_t)clamp(guess, 0, CALENDAR_DAYS - 1);

	/* The guess is wrong after a change of the clock, and where the date line moved and a day was left out. */
	while (day > 0 && c->begins[day] > at)
		day--;
	while (day + 1 < CALENDAR_DAYS && c->begins[day + 1] <= at)
		day++;
	return day;
}

struct until {
	int64_t to, sum;
};

static bool add_until(void *ctx, int64_t from, int64_t to)
{
	struct until *u = ctx;

	if (from >= u->to)
		return false;
	u->sum += (to < u->to ? to : u->to) - from;
	return true;
}

/* Working ms since the first day. */
static int64_t worked_until(const struct calendar *c, int64_t at)
{
	struct until u = {.to = at};
	size_t day;

	if (at <= c->begins[0])
		return 0;
	if (at >= c->begins[CALENDAR_DAYS])
		return c->worked[CALENDAR_DAYS];
	day = day_of(c, at);
	u.sum = c->worked[day];
	workday_each(c, day, add_until, &u);
	return u.sum;
}

int64_t calendar_measure(const struct calendar *c, int64_t from, int64_t to)
{
	return to > from ? worked_until(c, to) - worked_until(c, from) : 0;
}

struct reach {
	int64_t left, at;
};

static bool go_on(void *ctx, int64_t from, int64_t to)
{
	struct reach *r = ctx;

	r->at = from + r->left;
	if (r->left <= to - from)
		return false;
	r->left -= to - from;
	return true;
}

int64_t calendar_add(const struct calendar *c, int64_t from, int64_t ms)
{
	size_t low = 0, high = CALENDAR_DAYS - 1;
	struct reach r;
	int64_t before;

	if (ms <= 0)
		return from;
	before = worked_until(c, from);
	if (ms > c->worked[CALENDAR_DAYS] - before)
		return -1;
	/* The first day at whose end this much has been worked. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->worked[middle + 1] < before + ms)
			low = middle + 1;
		else
			high = middle;
	}
	r = (struct reach){before + ms - c->worked[low], 0};
	workday_each(c, low, go_on, &r);
	return r.at - from <= FAR_MS ? r.at : -1;
}

struct clip {
	int64_t from, to;
	span_fn *each;
	void *ctx;
};

static bool clipped(void *ctx, int64_t from, int64_t to)
{
	const struct clip *k = ctx;

	from = from > k->from ? from : k->from;
	to = to < k->to ? to : k->to;
	return from >= to || k->each(k->ctx, from, to);
}

void calendar_windows(const struct calendar *c, int64_t from, int64_t to, bool (*each)(void *ctx, int64_t a, int64_t b),
		      void *ctx)
{
	struct clip k = {from, to, each, ctx};

	for (size_t day = day_of(c, from); day < CALENDAR_DAYS && c->begins[day] < to; day++)
		if (!workday_each(c, day, clipped, &k))
			return;
}

/* ---- working days ---- */

static bool is_worked(const struct calendar *c, size_t day)
{
	return c->worked[day + 1] > c->worked[day];
}

bool calendar_is_working_day(const struct calendar *c, int64_t at)
{
	return at >= c->begins[0] && at < c->begins[CALENDAR_DAYS] && is_worked(c, day_of(c, at));
}

static bool keep_end(void *ctx, int64_t from, int64_t to)
{
	(void)from;
	*(int64_t *)ctx = to;
	return true;
}

/* A local minute of a day, or the end of its last window. */
static int64_t minute_of(const struct calendar *c, size_t day, int minute)
{
	int64_t end = 0;

	if (minute >= 0)
		return workday_minute(c, day, minute);
	workday_each(c, day, keep_end, &end);
	return end;
}

/* True if this can be day 0: `from` is not too late for it. */
static bool begins_count(const struct calendar *c, size_t day, int64_t from, int n, int minute)
{
	return is_worked(c, day) && minute_of(c, day, -1) > from && (n > 0 || minute_of(c, day, minute) > from);
}

int64_t calendar_day(const struct calendar *c, int64_t from, int n, int minute)
{
	size_t day = day_of(c, from);
	int64_t at;

	while (day < CALENDAR_DAYS && !begins_count(c, day, from, n, minute))
		day++;
	for (int left = n; left > 0 && day < CALENDAR_DAYS; left--) {
		day++;
		while (day < CALENDAR_DAYS && !is_worked(c, day))
			day++;
	}
	at = n >= 0 && day < CALENDAR_DAYS ? minute_of(c, day, minute) : -1;
	return at - from <= FAR_MS ? at : -1;
}

/* ---- the clock ---- */

int calendar_minute(const struct calendar *c, int64_t at)
{
	int64_t local = zone_local(c->zone, at);

	return (int)((local - floor_div(local, DAY_MS) * DAY_MS) / MINUTE_MS);
}

int64_t calendar_next_minute(const struct calendar *c, int64_t at, int minute)
{
	return zone_next(c->zone, at, minute * MINUTE_MS);
}
