/* The local calendar: which date and time it is in the zone in use. */
#include "handlers/time/when_local.h"

#include <stddef.h>

#include "handlers/zone/day.h"
#include "handlers/zone/zone.h"

/* ---- the zone ---- */

static _Thread_local const struct locale *used;

void when_use(const struct locale *l)
{
	used = l;
}

const struct locale *when_used(void)
{
	static const struct locale utc = {0};

	return used ? used : &utc;
}

bool locale_open(struct locale *l, const char *zone, enum date_order order)
{
	*l = (struct locale){.zone = zone_open(zone), .date_order = order};
	return l->zone != NULL;
}

void locale_close(struct locale *l)
{
	if (used == l)
		when_use(NULL);
	zone_close(l->zone);
	l->zone = NULL;
}

/* The seconds that local time is ahead of UTC. Not asked of libc, which takes a lock, looks at the process's TZ and
 * breaks the time down, and each text asks many times. */
static int64_t ahead(const struct zone *z, int64_t s)
{
	return z ? zone_ahead(z, s * 1000) / 1000 : 0;
}

int64_t when_ahead(int64_t at)
{
	return ahead(when_used()->zone, floor_div(at, 1000)) * 1000;
}

/* ---- dates ---- */

struct tm when_tm_in(const struct zone *z, int64_t at)
{
	int64_t s = floor_div(at, 1000), offset = ahead(z, s);
	struct tm tm = {.tm_mday = 1};
	time_t shown = (time_t)(s + offset);

	gmtime_r(&shown, &tm);
	tm.tm_gmtoff = (long)offset;
	return tm;
}

struct tm when_tm(int64_t at)
{
	return when_tm_in(when_used()->zone, at);
}

bool when_date(int year, int month, int mday, int64_t *day)
{
	struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = mday};
	int64_t s = timegm(&tm);

	/* timegm turns 2-30 into 3-2 instead of refusing it. */
	if (tm.tm_mon != month - 1 || tm.tm_mday != mday)
		return false;
	*day = floor_div(s, DAY_S);
	return true;
}

int64_t when_today(int64_t at)
{
	int64_t s = floor_div(at, 1000);

	return floor_div(s + ahead(when_used()->zone, s), DAY_S);
}

/* Not mktime: where a time comes twice or never, its answer depends on the calls before it, and the ledger must come
 * out the same when it is played again. */
int64_t when_at(int64_t day, int minute)
{
	const struct zone *z = when_used()->zone;
	int64_t want = day * DAY_S + (int64_t)minute * 60;
	int64_t before = want - ahead(z, want - DAY_S);
	int64_t after = want - ahead(z, want + DAY_S);
	int64_t first = before < after ? before : after;
	int64_t second = before < after ? after : before;

	if (first + ahead(z, first) == want)
		return first * 1000;
	if (second + ahead(z, second) == want)
		return second * 1000;
	return before * 1000;
}

int64_t when_day(int64_t at, int days)
{
	return when_at(when_today(at) + days, 0);
}

int64_t when_months(int64_t at, int months)
{
	struct tm tm = when_tm(at);
	int month = tm.tm_year * 12 + tm.tm_mon + months, mday = tm.tm_mday;
	int64_t day = 0;

	while (mday > 1 && !when_date(1900 + month / 12, month % 12 + 1, mday, &day))
		mday--;
	if (mday == 1)
		when_date(1900 + month / 12, month % 12 + 1, 1, &day);
	return when_at(day, tm.tm_hour * 60 + tm.tm_min);
}
