#include "handlers/timetable/timetable.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/zone/day.h"

#define DAY_MINUTES (24 * 60)
#define DAYS_AHEAD 370 /* what is monthly may come once a month, and a holiday lasts some weeks */
#define HOLIDAY_DAYS 31

static int64_t day_of(const struct calendar *c, int64_t at)
{
	return floor_div(zone_local(calendar_zone(c), at), DAY_MS);
}

static bool is_worked(const struct calendar *c, int64_t day)
{
	return calendar_is_working_day(c, zone_first(calendar_zone(c), day * DAY_MS));
}

/* Where a month is shorter than the day that is named, its last day is meant. */
static bool is_month_day(int64_t day, int wanted)
{
	char date[DAY_BYTES], next[DAY_BYTES];
	int mday;

	day_write(day, date);
	day_write(day + 1, next);
	mday = (int)strtol(date + strlen(date) - 2, NULL, 10);
	return mday == wanted || (mday < wanted && strcmp(next + strlen(next) - 2, "01") == 0);
}

static bool names(const struct timetable *t, int64_t day)
{
	switch (t->each) {
	case EACH_WEEK:
		return (t->weekdays & 1u << day_weekday(day)) != 0;
	case EACH_MONTH:
		return is_month_day(day, t->day);
	default:
		return true;
	}
}

/* On a working day for the days off behind it too. */
static bool goes_out_on(const struct timetable *t, const struct calendar *c, int64_t day)
{
	if (t->all_days)
		return names(t, day);
	if (!is_worked(c, day))
		return false;
	for (int64_t at = day; at < day + HOLIDAY_DAYS; at++) {
		if (names(t, at))
			return true;
		if (is_worked(c, at + 1))
			return false;
	}
	return false;
}

int64_t timetable_next(const struct timetable *t, const struct calendar *c, int64_t now)
{
	int64_t at = calendar_next_minute(c, now + 1, t->minute % DAY_MINUTES);

	for (int i = 0; i < DAYS_AHEAD && !goes_out_on(t, c, day_of(c, at)); i++)
		at = calendar_next_minute(c, at + 1, t->minute % DAY_MINUTES);
	return at;
}
