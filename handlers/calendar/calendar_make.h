/* Making calendars: what calendars_load() does with a configuration, and tests do in code.
 *
 *     struct calendar *c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
 *     calendar_mark(c, day_number(2026, 10, 1), DAY_OFF);
 *     calendar_seal(c);
 */
#ifndef CALENDAR_MAKE_H
#define CALENDAR_MAKE_H

#include <stddef.h>

#include "handlers/calendar/calendar.h"
#include "handlers/time/day.h"
#include "handlers/time/zone.h"

#define WINDOWS_MAX 8 /* on one day */

/* Local minutes of a day, 0 to 1440. */
struct window {
	int from, to;
};
struct day_hours {
	struct window all[WINDOWS_MAX]; /* ascending, none overlaps another */
	size_t n;
};
struct hours {
	struct day_hours on[7]; /* from Monday */
};
enum day_mark {
	DAY_PLAIN,  /* as its weekday says */
	DAY_OFF,    /* a holiday */
	DAY_MAKE_UP /* a make-up working day (调休): it has the hours of another weekday */
};

/* `make_up` is the weekday (Monday 0) whose hours a make-up day has. NULL if there is no such zone, or no memory. Free
 * with calendar_free(), which takes NULL, unless a set owns it. */
struct calendar *calendar_new(const char *name, const char *zone, const struct hours *week, int make_up);
void calendar_free(struct calendar *c);
/* What one day is, by its number; the last word counts. Days that the calendar does not know are passed over. */
void calendar_mark(struct calendar *c, int64_t day, enum day_mark mark);
/* Takes [from, to) (UTC ms) out of whatever is worked: half a day off. False without memory. */
bool calendar_cut(struct calendar *c, int64_t from, int64_t to);
/* To be called once, last, before anything is asked of it. */
void calendar_seal(struct calendar *c);
const struct zone *calendar_zone(const struct calendar *c);

/* An empty set; NULL without memory. */
struct calendars *calendars_new(void);
/* Adds a sealed calendar, which the set then owns, as the one of all stations. False, and it is still the caller's,
 * beyond CALENDARS_MAX. */
bool calendars_add(struct calendars *set, struct calendar *c);

#endif
