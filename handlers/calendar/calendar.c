#include <stdlib.h>
#include <string.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/time/day.h"
#include "templates/text/text.h"

#define DAYS 25568             /* from the first year's first to the last year's last */
#define FAR_MS (3653 * DAY_MS) /* ten years */

/* A span in UTC ms. */
struct span {
	int64_t from, to;
};

/* The days are counted from the first year's first. */
struct calendar {
	char name[CALENDAR_NAME];
	struct zone *zone;
	struct hours week;
	int make_up;
	int64_t first_day;
	unsigned char marks[DAYS];
	struct span *cuts; /* once sealed: in order, apart */
	size_t cuts_n, cuts_cap;
	int64_t begins[DAYS + 1]; /* the instant at which each day begins */
	int64_t worked[DAYS + 1]; /* working ms before each day */
};

/* ---- one day ---- */

typedef bool span_fn(void *ctx, int64_t from, int64_t to);

/* The first cut that ends behind `at`. */
static size_t cut_behind(const struct calendar *c, int64_t at)
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
	for (size_t i = cut_behind(c, from); i < c->cuts_n && c->cuts[i].from < to; i++) {
		if (from < c->cuts[i].from && !each(ctx, from, c->cuts[i].from))
			return false;
		from = c->cuts[i].to;
	}
	return from >= to || each(ctx, from, to);
}

static const struct day_hours *hours_of(const struct calendar *c, size_t day)
{
	static const struct day_hours none = {.n = 0};
	if (c->marks[day] == DAY_OFF)
		return &none;
	int weekday = day_weekday(c->first_day + (int64_t)day);
	return &c->week.on[c->marks[day] == DAY_MAKE_UP ? c->make_up : weekday];
}

/* What is worked on a day, in order. */
static bool each_span(const struct calendar *c, size_t day, span_fn *each, void *ctx)
{
	const struct day_hours *hours = hours_of(c, day);
	int64_t midnight = (c->first_day + (int64_t)day) * DAY_MS;
	for (size_t i = 0; i < hours->n; i++) {
		int64_t from = zone_first(c->zone, midnight + hours->all[i].from * MINUTE_MS);
		int64_t to = zone_first(c->zone, midnight + hours->all[i].to * MINUTE_MS);
		if (from < to && !each_piece(c, from, to, each, ctx))
			return false;
	}
	return true;
}

/* ---- making one ---- */

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
	if (day >= c->first_day && day - c->first_day < DAYS)
		c->marks[day - c->first_day] = (unsigned char)mark;
}

bool calendar_cut(struct calendar *c, int64_t from, int64_t to)
{
	if (c->cuts_n == c->cuts_cap) {
		size_t cap = c->cuts_cap > 0 ? 2 * c->cuts_cap : 16;
		struct span *grown = realloc(c->cuts, cap * sizeof(*grown));
		if (grown == NULL)
			return false;
		c->cuts = grown;
		c->cuts_cap = cap;
	}
	if (from < to)
		c->cuts[c->cuts_n++] = (struct span){from, to};
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
	for (size_t i = 0; i <= DAYS; i++)
		c->begins[i] = zone_first(c->zone, (c->first_day + (int64_t)i) * DAY_MS);
	for (size_t i = 0; i < DAYS; i++) {
		c->worked[i + 1] = c->worked[i];
		each_span(c, i, add_up, &c->worked[i + 1]);
	}
}

const struct zone *calendar_zone(const struct calendar *c)
{
	return c->zone;
}

const char *calendar_name(const struct calendar *c)
{
	return c->name;
}

/* ---- working time ---- */

static int64_t clamp(int64_t at, int64_t least, int64_t most)
{
	return at < least ? least : at > most ? most : at;
}

/* The day of an instant, the first or the last where it lies before or behind all. */
static size_t day_of(const struct calendar *c, int64_t at)
{
	int64_t guess = (clamp(at, c->begins[0], c->begins[DAYS] - 1) - c->begins[0]) / DAY_MS;
	size_t day = (size_t)clamp(guess, 0, DAYS - 1);
	/* The clock has changed since, or a day was left out where the date line moved. */
	while (day > 0 && c->begins[day] > at)
		day--;
	while (day + 1 < DAYS && c->begins[day + 1] <= at)
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
	if (at <= c->begins[0])
		return 0;
	if (at >= c->begins[DAYS])
		return c->worked[DAYS];
	size_t day = day_of(c, at);
	struct until u = {at, c->worked[day]};
	each_span(c, day, add_until, &u);
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
	if (ms <= 0)
		return from;
	int64_t before = worked_until(c, from);
	if (ms > c->worked[DAYS] - before)
		return -1;
	/* The first day at whose end so much has been worked. */
	size_t low = 0, high = DAYS - 1;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->worked[middle + 1] < before + ms)
			low = middle + 1;
		else
			high = middle;
	}
	struct reach r = {before + ms - c->worked[low], 0};
	each_span(c, low, go_on, &r);
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
	for (size_t day = day_of(c, from); day < DAYS && c->begins[day] < to; day++)
		if (!each_span(c, day, clipped, &k))
			return;
}

/* ---- working days ---- */

static bool is_worked(const struct calendar *c, size_t day)
{
	return c->worked[day + 1] > c->worked[day];
}

bool calendar_is_working_day(const struct calendar *c, int64_t at)
{
	return at >= c->begins[0] && at < c->begins[DAYS] && is_worked(c, day_of(c, at));
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
		return zone_first(c->zone, (c->first_day + (int64_t)day) * DAY_MS + minute * MINUTE_MS);
	each_span(c, day, keep_end, &end);
	return end;
}

/* True if `from` is not too late for this to be day 0. */
static bool begins_count(const struct calendar *c, size_t day, int64_t from, int n, int minute)
{
	return is_worked(c, day) && minute_of(c, day, -1) > from && (n > 0 || minute_of(c, day, minute) > from);
}

int64_t calendar_day(const struct calendar *c, int64_t from, int n, int minute)
{
	size_t day = day_of(c, from);
	while (day < DAYS && !begins_count(c, day, from, n, minute))
		day++;
	for (int left = n; left > 0 && day < DAYS; left--) {
		day++;
		while (day < DAYS && !is_worked(c, day))
			day++;
	}
	int64_t at = n >= 0 && day < DAYS ? minute_of(c, day, minute) : -1;
	return at - from <= FAR_MS ? at : -1;
}

/* ---- the clock ---- */

int64_t calendar_midnight(const struct calendar *c, int64_t at, int days)
{
	int64_t local = zone_local(c->zone, at);
	int64_t day = local / DAY_MS - (local % DAY_MS < 0);
	return zone_first(c->zone, (day + days) * DAY_MS);
}

int calendar_minute(const struct calendar *c, int64_t at)
{
	int64_t in_day = zone_local(c->zone, at) % DAY_MS;
	return (int)((in_day < 0 ? in_day + DAY_MS : in_day) / MINUTE_MS);
}

int64_t calendar_next_minute(const struct calendar *c, int64_t at, int minute)
{
	return zone_next(c->zone, at, minute * MINUTE_MS);
}
