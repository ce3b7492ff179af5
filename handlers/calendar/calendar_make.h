/* Making a calendar, as calendars_load() does from the configuration and tests do in code; for this wing alone.
 *
 *     struct calendar *c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
 *     calendar_mark(c, day_number(2026, 10, 1), DAY_OFF);
 *     calendar_seal(c);
 */
#ifndef CALENDAR_MAKE_H
#define CALENDAR_MAKE_H

#include "handlers/calendar/calendar.h"
#include "handlers/calendar/hours.h"
#include "handlers/zone/day.h"

/* `make_up` is the weekday (Monday 0) whose hours a make-up day has. NULL if there is no such zone or no memory. Free
 * with calendar_free(), which takes NULL, unless a set owns it. */
struct calendar *calendar_new(const char *name, const char *zone, const struct hours *week, int make_up);
void calendar_free(struct calendar *c);
/* Says what one day is, by its number; the last word counts. Days outside of the calendar's years are ignored. */
void calendar_mark(struct calendar *c, int64_t day, enum day_mark mark);
/* Takes [from, to) (UTC ms) out of whatever is worked, as for half a day off. False without memory. */
bool calendar_cut(struct calendar *c, int64_t from, int64_t to);
/* To be called once and last, before the calendar is asked anything. */
void calendar_seal(struct calendar *c);

#endif
