#include "handlers/zone/day.h"

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

int day_weekday(int64_t day)
{
	return (int)(day + 3 - floor_div(day + 3, 7) * 7);
}
