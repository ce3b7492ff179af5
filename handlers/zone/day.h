/* Days by number: whole days since 1970-01-01, so that calendar arithmetic is that of integers. */
#ifndef DAY_H
#define DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "templates/text/units.h"

#define DAY_S (DAY_MS / SECOND_MS)

/* a / b, rounded down also where a is negative, as times before 1970 are. */
static inline int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The number of a date; months and days count from 1. */
int64_t day_number(int year, int month, int mday);
/* The year that a day is in. */
int day_year(int64_t day);
#define DAY_BYTES 40
/* As 2026-11-29, of years from 0 to 9999. */
void day_write(int64_t day, char out[DAY_BYTES]);
/* The other way round; false if it is written in any other way, or there is no such day. */
bool day_read(const char *s, int64_t *day);
/* The same day of the month so many months later, or earlier; the last of a month that is shorter. */
int64_t day_months(int64_t day, int months);
/* How many whole months lie between: the most after which `from` is not yet past `to`. */
int day_months_between(int64_t from, int64_t to);
/* Monday 0 to Sunday 6. */
int day_weekday(int64_t day);

#endif
