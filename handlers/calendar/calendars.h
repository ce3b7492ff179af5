/* A set of calendars: one for each of some stations, and one for all others. Made when the configuration is read, never
 * changed afterwards. */
#ifndef CALENDARS_H
#define CALENDARS_H

#include "handlers/calendar/calendar.h"
#include "handlers/people/people.h"
#include "templates/file/fault.h"

#define CALENDARS_MAX 32

struct roster; /* handlers/people/roster.h */

/* What a set consists of is for this wing: others ask the functions below. */

/* A place in the configuration, for what can only be checked later. */
struct origin {
	int line, col, width;
};

/* A station that is named in the configuration. */
struct named_station {
	char name[NAME_BYTES], folded[NAME_BYTES];
	struct calendar *calendar;
	struct origin at;
};

/* A file of days. */
struct days_file {
	const struct calendar *calendar;
	int64_t last_day; /* INT64_MIN if it says nothing of any day */
	struct origin at;
};

struct calendars {
	char *file; /* the configuration; NULL if made in code, where no station and no file is named */
	struct calendar *all[CALENDARS_MAX];
	size_t n;
	struct calendar *others;
	struct named_station *stations; /* by folded name */
	size_t stations_n, stations_cap;
	struct days_file *files;
	size_t files_n, files_cap;
};

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

/* ---- for calendars_load.c ---- */

/* NULL if the station is not named. */
struct named_station *calendars_station(const struct calendars *set, const char *folded);
/* All three are false without memory, or beyond CALENDARS_MAX; then nothing was added. */
bool calendars_keep(struct calendars *set, struct calendar *c);
bool calendars_add_station(struct calendars *set, const struct named_station *station);
bool calendars_add_file(struct calendars *set, const struct days_file *file);

#endif
