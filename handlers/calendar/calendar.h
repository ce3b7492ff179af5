/* A calendar: the working hours, holidays and make-up working days of some stations, and what they make of time.
 *
 * Times are UTC milliseconds since 1970, spans working milliseconds. A calendar is made once (calendar_make.h,
 * calendars_load.h) and never changes afterwards, so threads may share it. It knows the days from CALENDAR_FIRST_YEAR
 * to CALENDAR_LAST_YEAR, in its own zone; outside of them nothing is worked.
 *
 * A window begins when that day's clock first shows its start or later, and ends when it first shows its end or later.
 * So a time that daylight saving skips is not worked. An hour that comes twice counts twice where a window spans it,
 * and once where a window begins or ends in it. What is added and measured is the time that really passes. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/zone/zone.h"

struct calendar;

const char *calendar_name(const struct calendar *c);
const struct zone *calendar_zone(const struct calendar *c);

/* Adds `ms` of working time to `from`: the earliest instant at which exactly that much has been worked, so the end of a
 * window rather than the start of the next. If `ms` is not positive, `from`. -1 if it is not reached within ten
 * years. */
int64_t calendar_add(const struct calendar *c, int64_t from, int64_t ms);
/* Working milliseconds in [from, to); 0 if to <= from. */
int64_t calendar_measure(const struct calendar *c, int64_t from, int64_t to);

/* The deadline on the n-th working day, at local minute `minute` (18 * 60), or at the end of its last window (-1).
 *
 * Day 0 is the day of `from` if anything is still worked on it (for n 0: if `minute`, too, is still ahead), else the
 * next working day. Day 1 is the working day after day 0, and so on: "the same working day" is 0, "the next working
 * day" 1, "the third working day" 3, as that is counted from the day after. Where a fault is reported on Friday evening
 * after hours, the same day is Monday and the next is Tuesday.
 *
 * For n 0 always after `from`. -1 if there is none within ten years, or n is negative. */
int64_t calendar_day(const struct calendar *c, int64_t from, int n, int minute);

/* The windows worked in [from, to), one by one and clipped to it, until `each` returns false. */
void calendar_windows(const struct calendar *c, int64_t from, int64_t to, bool (*each)(void *ctx, int64_t a, int64_t b),
		      void *ctx);
/* True if anything at all is worked on the local day of `at`. */
bool calendar_is_working_day(const struct calendar *c, int64_t at);

/* The local minute of the day, 0 to 1439. */
int calendar_minute(const struct calendar *c, int64_t at);
/* The first instant at or after `at` at which the local clock shows this minute of the day (0 to 1439), or skips it. */
int64_t calendar_next_minute(const struct calendar *c, int64_t at, int minute);

#endif
