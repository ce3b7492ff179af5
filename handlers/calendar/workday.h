/* The days of a calendar, and what is worked on each; for this wing alone. */
#ifndef WORKDAY_H
#define WORKDAY_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/calendar/hours.h"
#include "handlers/zone/zone.h"

#define CALENDAR_DAYS 25568 /* from the first day of the first year to the last of the last */

/* A span in UTC ms. */
struct span {
	int64_t from, to;
};

/* Days are indexes here, from the first day of the first year on. */
struct calendar {
	char name[CALENDAR_NAME];
	struct zone *zone;
	struct hours week;
	int make_up;
	int64_t first_day; /* its number */
	unsigned char marks[CALENDAR_DAYS];
	struct span *cuts; /* in order and apart, once the calendar is sealed */
	size_t cuts_n, cuts_cap;
	int64_t begins[CALENDAR_DAYS + 1]; /* the instant at which each day begins */
	int64_t worked[CALENDAR_DAYS + 1]; /* working ms before each day */
};

/* Calls `each` with the spans worked on a day, in order, until it returns false, which is then returned. */
typedef bool span_fn(void *ctx, int64_t from, int64_t to);
bool workday_each(const struct calendar *c, size_t day, span_fn *each, void *ctx);

/* The first instant at which a day's clock shows this minute (0 to 1440) or a later one. */
int64_t workday_minute(const struct calendar *c, size_t day, int minute);

#endif
