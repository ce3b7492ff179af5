/* A set of calendars: one for each of some stations, and one for all others. Made when the configuration is read, never
 * changed afterwards. */
#ifndef CALENDARS_H
#define CALENDARS_H

#include "handlers/calendar/calendar.h"
#include "templates/file/fault.h"

#define CALENDARS_MAX 32

struct calendars;
struct roster; /* handlers/people/roster.h */

/* The calendar of a station by its folded name, or that of all others, "" too. Never NULL in a set that
 * calendars_load() made. It is the set's. */
const struct calendar *calendars_for(const struct calendars *set, const char *station_folded);

/* An empty set, for tests; NULL without memory. calendars_load() makes the others. Free with calendars_free(), which
 * takes NULL. */
struct calendars *calendars_new(void);
/* Adds a sealed calendar, for all stations; the set then owns it. False beyond CALENDARS_MAX: it is still the
 * caller's. */
bool calendars_add(struct calendars *set, struct calendar *c);
void calendars_free(struct calendars *set);

/* Adds a fault for each station that the roster does not have; none while it has no station at all. */
void calendars_check_people(const struct calendars *set, const struct roster *r, struct faults *f);
/* Adds a warning for each .ics file whose last day is in a year before that of `now`. */
void calendars_check_years(const struct calendars *set, int64_t now, struct faults *warnings);

#endif
