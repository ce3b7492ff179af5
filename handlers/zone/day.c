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

void day_write(int64_t day, char out[DAY_BYTES])
{
	int year = day_year(day), month = 12;

	while (day_number(year, month, 1) > day)
		month--;
	snprintf(out, DAY_BYTES, "%04d-%02d-%02d", year, month, (int)(day - day_number(year, month, 1)) + 1);
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
