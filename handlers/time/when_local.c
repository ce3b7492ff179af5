/* The local calendar: which date and time it is where TZ says. */
#include "handlers/time/when_local.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/zone/day.h"
#include "handlers/zone/zone.h"

/* ---- the zone ---- */

/* A zone that TZ once named, to the end of the process: there are as many as names, mostly one. */
struct kept {
	struct kept *before;
	struct zone *zone; /* NULL: only libc knows it, as CST-8 */
	char name[];
};

static struct kept *_Atomic all_kept;

static const struct zone *keep(const char *name)
{
	size_t size = strlen(name) + 1;
	struct kept *k = malloc(sizeof(*k) + size);

	if (!k)
		return NULL;
	memcpy(k->name, name, size);
	k->zone = zone_open(name);
	/* Two threads may keep the same, and the one that is found is as good. */
	k->before = atomic_load(&all_kept);
	while (!atomic_compare_exchange_weak(&all_kept, &k->before, k))
		;
	return k->zone;
}

/* The zone that TZ names now; NULL where libc is to be asked. */
static const struct zone *zone_now(void)
{
	const char *name = getenv("TZ");
	const struct kept *k;

	if (!name)
		return NULL;
	for (k = atomic_load(&all_kept); k; k = k->before) {
		if (strcmp(k->name, name) == 0)
			return k->zone;
	}
	return keep(name);
}

static struct tm libc_tm(time_t s)
{
	struct tm tm = {.tm_mday = 1};

	/* localtime_r alone need not notice that TZ changed. */
	tzset();
	localtime_r(&s, &tm);
	return tm;
}

/* The seconds that local time is ahead of UTC. libc would know them too, but takes a lock, looks at TZ, and breaks the
 * time down, and each text asks many times. */
static int64_t ahead(const struct zone *z, int64_t s)
{
	int64_t ms;

	if (z && zone_ahead(z, s * 1000, &ms))
		return ms / 1000;
	return libc_tm((time_t)s).tm_gmtoff;
}

/* ---- dates ---- */

struct tm when_tm(int64_t at)
{
	int64_t s = floor_div(at, 1000), ms;
	const struct zone *z = zone_now();
	struct tm tm = {.tm_mday = 1};
	time_t shown;

	if (!z || !zone_ahead(z, s * 1000, &ms))
		return libc_tm((time_t)s);
	shown = (time_t)(s + ms / 1000);
	gmtime_r(&shown, &tm);
	tm.tm_gmtoff = (long)(ms / 1000);
	return tm;
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

	return floor_div(s + ahead(zone_now(), s), DAY_S);
}

/* Not mktime: where a time comes twice or never, its answer depends on the calls before it, and the ledger must come
 * out the same when it is played again. */
int64_t when_at(int64_t day, int minute)
{
	const struct zone *z = zone_now();
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
