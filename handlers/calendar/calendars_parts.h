/* What a set of calendars consists of. For calendars.c and calendars_load.c alone. */
#ifndef CALENDARS_PARTS_H
#define CALENDARS_PARTS_H

#include "handlers/calendar/calendars.h"
#include "handlers/people/people.h"

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

/* NULL if the station is not named. */
struct named_station *calendars_station(const struct calendars *set, const char *folded);
/* All three are false without memory, or beyond CALENDARS_MAX; then nothing was added. */
bool calendars_keep(struct calendars *set, struct calendar *c);
bool calendars_add_station(struct calendars *set, const struct named_station *station);
bool calendars_add_file(struct calendars *set, const struct days_file *file);

#endif
