/* Working time (domain.md section 4): the hours, holidays and make-up working days of a department.
 *
 * Times are UTC milliseconds since 1970, spans working milliseconds. A calendar is made once (handlers/calendar/calendar_make.h
 * in code, calendars_load() from the configuration) and never changes afterwards, so threads may share it. It knows the
 * days from CALENDAR_FIRST_YEAR to CALENDAR_LAST_YEAR, in its own zone; outside them nothing is worked.
 *
 * A window begins when that day's clock first shows its start or later, and ends when it first shows its end or later.
 * So what daylight saving leaps over is not worked, an hour that comes twice counts twice where a window spans it, and
 * once where a window begins or ends in it; what is added and measured is the time that really passes. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "templates/file/fault.h"

#define CALENDARS_MAX 32
#define CALENDAR_NAME 64 /* bytes */
#define CALENDAR_FIRST_YEAR 2000
#define CALENDAR_LAST_YEAR 2069

struct calendar;  /* opaque; made once, never changes */
struct roster;    /* handlers/people/roster.h */
struct calendars; /* a set: one default, others for stations; made at load and reload */

/* The calendar of a station by its folded name, or the default for all others, "" too. Never NULL in a set that was
 * loaded without a fault. It is the set's. */
const struct calendar *calendars_for(const struct calendars *set, const char *station_folded);
const char *calendar_name(const struct calendar *c);

/* Adds `ms` of working time to `from`: the earliest instant at which exactly that much has been worked, thus the end of
 * a window rather than the start of the next. Of nothing or less it is `from`. -1 if it is not reached within ten
 * years. */
int64_t calendar_add(const struct calendar *c, int64_t from, int64_t ms);
/* Working milliseconds in [from, to); 0 if to <= from. */
int64_t calendar_measure(const struct calendar *c, int64_t from, int64_t to);

/* The deadline on the n-th working day, at local minute `minute` (18 * 60), or at the end of its last window (-1).
 *
 * Day 0 is the day of `from` while it is still worked: where that is no working day, or its last window (or, for n 0,
 * the minute asked for) is over at `from`, day 0 is the next working day. n 1 is the working day after day 0, n 3 the
 * third after it: "the same working day" is 0, "the next working day" 1, "the third working day" 3, counted from the day
 * after as the first. Reported on Friday evening after hours, the same day is Monday and the next Tuesday.
 *
 * For n 0 never before or at `from`. -1 if there is none within ten years, or n is negative. */
int64_t calendar_day(const struct calendar *c, int64_t from, int n, int minute);

/* The windows worked in [from, to), one by one, clipped; stops when `each` returns false. */
void calendar_windows(const struct calendar *c, int64_t from, int64_t to, bool (*each)(void *ctx, int64_t a, int64_t b),
		      void *ctx);
/* True if anything at all is worked on the local day of `at`. */
bool calendar_is_working_day(const struct calendar *c, int64_t at);

/* The midnight that begins the local day of `at`, plus `days`; where the clock leaps over it, the leap. */
int64_t calendar_midnight(const struct calendar *c, int64_t at, int days);
/* The local minute of the day, 0 to 1439. */
int calendar_minute(const struct calendar *c, int64_t at);
/* The first instant at or after `at` at which the local clock shows minute `minute` (0 to 1439) of a day; where it is
 * leapt over, the leap. */
int64_t calendar_next_minute(const struct calendar *c, int64_t at, int minute);

/* Reads `calendars` of a configuration (fieldgate.5). Without that key there is one calendar, Monday to Friday 09:00 to
 * 18:00, in `zone`; "" stands for a zone that is a fault already. Faults of sense go to `f`, those of the file's syntax
 * are taken as told. NULL, with a fault, if there is any. Free with calendars_free(); it takes NULL. */
struct calendars *calendars_load(const char *config_file, const char *zone, struct faults *f);
void calendars_free(struct calendars *set);
/* Faults for stations that the roster does not have; none while it has no station at all. */
void calendars_check_people(const struct calendars *set, const struct roster *r, struct faults *f);
/* What needs no mending yet: .ics files whose last day is in a year before that of `now`. */
void calendars_check_years(const struct calendars *set, int64_t now, struct faults *warnings);

#endif
