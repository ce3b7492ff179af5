#include "handlers/zone/day.h"

#include <stdio.h>
#include <string.h>

#include "templates/text/number.h"

/* Years begin in March here, so that the leap day is a year's last. */
int64_t day_number(int year, int month, int mday)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t months = month + (month > 2 ? -3 : 9);
	int64_t day_of_year = (153 * months + 2) / 5 + mday - 1;

	return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) + day_of_year - 719468;
}

int day_year(int64_t day)
{
	int year = (int)(1970 + floor_div(day * 400, 146097));

	while (day_number(year, 1, 1) > day)
		year--;
	while (day_number(year + 1, 1, 1) <= day)
		year++;
	return year;
}

static int month_of(int64_t day, int year)
{
	int month = 12;

	while (day_number(year, month, 1) > day)
		month--;
	return month;
}

void day_write(int64_t day, char out[DAY_BYTES])
{
	int year = day_year(day), month = month_of(day, year);

	snprintf(out, DAY_BYTES, "%04d-%02d-%02d", year, month, (int)(day - day_number(year, month, 1)) + 1);
}

/* Months since the beginning of year 0, of the month that the day is in. */
static int64_t month_number(int64_t day)
{
	int year = day_year(day);

	return (int64_t)year * 12 + month_of(day, year) - 1;
}

static int64_t month_begins(int64_t month)
{
	int64_t year = floor_div(month, 12);

	return day_number((int)year, (int)(month - year * 12) + 1, 1);
}

int64_t day_months(int64_t day, int months)
{
	int64_t month = month_number(day), to = month + months;
	int64_t same = month_begins(to) + (day - month_begins(month)), last = month_begins(to + 1) - 1;

	return same < last ? same : last;
}

int day_months_between(int64_t from, int64_t to)
{
	int months = (int)(month_number(to) - month_number(from));

	return months - (day_months(from, months) > to);
}

/* Takes a number of at most `most`, and what is behind it. */
static bool part(const char **s, char behind, int64_t most, int *out)
{
	int64_t value;
	const char *end = number_read(*s, &value);

	if (!end || *end != behind || value < 0 || value > most)
		return false;
	*out = (int)value;
	*s = end + 1;
	return true;
}

bool day_read(const char *s, int64_t *day)
{
	const char *rest = s;
	char again[DAY_BYTES];
	int year, month, mday;

	if (strlen(s) != strlen("2026-11-29") || !part(&rest, '-', 9999, &year) || !part(&rest, '-', 12, &month) ||
	    !part(&rest, '\0', 31, &mday) || month == 0)
		return false;
	*day = day_number(year, month, mday);
	day_write(*day, again);
	return strcmp(s, again) == 0;
}

int day_weekday(int64_t day)
{
	return (int)(day + 3 - floor_div(day + 3, 7) * 7);
}
