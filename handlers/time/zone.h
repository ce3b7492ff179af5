/* A zone of the tz database, by itself: several at once, whatever TZ is. From 1990 on, to 2071.
 *
 * Read from the compiled files that libc reads too. libical's zones would have done, but of the 312 zones of zone1970.tab
 * 16 differ from libc's between 2000 and 2069 with libical 3.0.16 (Jerusalem, Easter and Fiji in years long past).
 * A local time is UTC ms as if the clock there showed UTC. */
#ifndef ZONE_H
#define ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "templates/text/units.h"

#define DAY_S (DAY_MS / SECOND_MS)

/* Towards the past, also before 1970. */
static inline int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct zone;

/* By name, from $TZDIR or /usr/share/zoneinfo. NULL if there is none such, or it cannot be understood. Free with
 * zone_close(); it takes NULL. */
struct zone *zone_open(const char *name);
void zone_close(struct zone *z);

/* How many ms its clock is ahead of UTC at `at`; false outside of its years. */
bool zone_ahead(const struct zone *z, int64_t at, int64_t *ahead);
/* What the clock shows at `at`. */
int64_t zone_local(const struct zone *z, int64_t at);
/* The first instant at which the clock shows `local` or later: of a time that comes twice the first, and for one that
 * is leapt over the leap. So it never goes backwards as `local` goes on. */
int64_t zone_first(const struct zone *z, int64_t local);
/* The first instant at or after `at` at which the clock shows that time of the day (ms after midnight); a leap over
 * it counts. */
int64_t zone_next(const struct zone *z, int64_t at, int64_t time);

/* The number of a date: whole days since 1970-01-01. */
int64_t day_number(int year, int month, int mday);
/* The year that a day lies in. */
int day_year(int64_t day);
/* Monday 0 to Sunday 6. */
int day_weekday(int64_t day);

#endif
