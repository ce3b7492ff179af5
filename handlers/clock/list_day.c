#include "handlers/clock/list_day.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/zone/day.h"

#define DAY_MINUTES (24 * 60)
#define DAYS_AHEAD 370 /* a month's list may come once a month, and a holiday lasts some weeks */
#define HOLIDAY_DAYS 31

static int64_t day_of(const struct calendar *c, int64_t at)
{
	return floor_div(zone_local(calendar_zone(c), at), DAY_MS);
}

static bool is_worked(const struct calendar *c, int64_t day)
{
	return calendar_is_working_day(c, zone_first(calendar_zone(c), day * DAY_MS));
}

/* Where a month is shorter than the day that the list names, its last day is meant. */
static bool is_month_day(int64_t day, int wanted)
{
	char date[DAY_BYTES], next[DAY_BYTES];
	int mday;

	day_write(day, date);
	day_write(day + 1, next);
	mday = (int)strtol(date + strlen(date) - 2, NULL, 10);
	return mday == wanted || (mday < wanted && strcmp(next + strlen(next) - 2, "01") == 0);
}

static bool names(const struct list_kind *k, int64_t day)
{
	switch (k->each) {
	case EACH_WEEK:
		return day_weekday(day) == k->day;
	case EACH_MONTH:
		return is_month_day(day, k->day);
	default:
		return true;
	}
}

/* On a working day for the days off behind it too. */
static bool goes_out_on(const struct list_kind *k, const struct calendar *c, int64_t day)
{
	if (k->all_days)
		return names(k, day);
	if (!is_worked(c, day))
		return false;
	for (int64_t at = day; at < day + HOLIDAY_DAYS; at++) {
		if (names(k, at))
			return true;
		if (is_worked(c, at + 1))
			return false;
	}
	return false;
}

int64_t list_next(const struct list_kind *k, const struct calendar *c, int64_t now)
{
	int64_t at = calendar_next_minute(c, now + 1, k->minute % DAY_MINUTES);

	for (int i = 0; i < DAYS_AHEAD && !goes_out_on(k, c, day_of(c, at)); i++)
		at = calendar_next_minute(c, at + 1, k->minute % DAY_MINUTES);
	return at;
}
