#include "handlers/calendar/calendars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/people/roster.h"
#include "handlers/zone/day.h"
#include "templates/text/array.h"
#include "templates/text/spelling.h"
#include "templates/text/units.h"

struct calendars *calendars_new(void)
{
	return calloc(1, sizeof(struct calendars));
}

bool calendars_add(struct calendars *set, struct calendar *c)
{
	if (!calendars_keep(set, c))
		return false;
	set->others = c;
	return true;
}

void calendars_free(struct calendars *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->n; i++)
		calendar_free(set->all[i]);
	free(set->stations);
	free(set->files);
	free(set->file);
	free(set);
}

const struct calendar *calendars_for(const struct calendars *set, const char *station_folded)
{
	const struct named_station *found = calendars_station(set, station_folded);

	return found != NULL ? found->calendar : set->others;
}

/* ---- what it consists of ---- */

/* Where a station is among those sorted by name, or would be. */
static size_t station_spot(const struct calendars *set, const char *folded)
{
	size_t low = 0, high = set->stations_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(set->stations[middle].folded, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct named_station *calendars_station(const struct calendars *set, const char *folded)
{
	size_t i = station_spot(set, folded);

	return i < set->stations_n && strcmp(set->stations[i].folded, folded) == 0 ? &set->stations[i] : NULL;
}

bool calendars_keep(struct calendars *set, struct calendar *c)
{
	if (set->n == CALENDARS_MAX)
		return false;
	set->all[set->n++] = c;
	return true;
}

bool calendars_add_station(struct calendars *set, const struct named_station *station)
{
	size_t spot = station_spot(set, station->folded);
	struct named_station *all = array_room(set->stations, set->stations_n, &set->stations_cap, sizeof(*all));

	if (all == NULL)
		return false;
	set->stations = all;
	memmove(&all[spot + 1], &all[spot], (set->stations_n - spot) * sizeof(*all));
	all[spot] = *station;
	set->stations_n++;
	return true;
}

bool calendars_add_file(struct calendars *set, const struct days_file *file)
{
	struct days_file *all = array_room(set->files, set->files_n, &set->files_cap, sizeof(*all));

	if (all == NULL)
		return false;
	set->files = all;
	all[set->files_n++] = *file;
	return true;
}

/* ---- what can be checked only with the people, or at a time ---- */

static void origin_fault(const struct calendars *set, struct origin at, struct faults *f, const char *what)
{
	fault_add(f, set->file, at.line, at.col, at.width, "%s", what);
}

static void check_station(const struct calendars *set, const struct named_station *station, const struct roster *r,
			  const char *const *names, struct faults *f)
{
	const char *near;
	char what[WHY_BYTES];

	if (roster_station_named(r, station->folded) != NULL)
		return;
	near = spelling_nearest(station->name, names, r->stations_n);
	if (near != NULL)
		snprintf(what, sizeof(what), "there is no station `%s`; did you mean `%s`?", station->name, near);
	else
		snprintf(what, sizeof(what), "there is no station `%s`; import it, or leave it out", station->name);
	origin_fault(set, station->at, f, what);
}

void calendars_check_people(const struct calendars *set, const struct roster *r, struct faults *f)
{
	const char **names;

	if (r->stations_n == 0 || set->stations_n == 0)
		return;
	names = calloc(r->stations_n, sizeof(*names));
	if (names == NULL) {
		origin_fault(set, (struct origin){0}, f, "there is not enough memory to check the stations; free some");
		return;
	}
	for (size_t i = 0; i < r->stations_n; i++)
		names[i] = r->stations[i].name;
	for (size_t i = 0; i < set->stations_n; i++)
		check_station(set, &set->stations[i], r, names, f);
	free(names);
}

static void check_file(const struct calendars *set, const struct days_file *file, int64_t now, struct faults *warnings)
{
	int year = day_year(floor_div(zone_local(calendar_zone(file->calendar), now), DAY_MS));
	char what[WHY_BYTES];

	if (file->last_day == INT64_MIN) {
		origin_fault(set, file->at, warnings, "all events in this file are cancelled; leave it out");
		return;
	}
	if (day_year(file->last_day) >= year)
		return;
	snprintf(what, sizeof(what),
		 "the last day in this file is in %d, and it is %d: holidays count as working days; add this year's "
		 "file",
		 day_year(file->last_day), year);
	origin_fault(set, file->at, warnings, what);
}

void calendars_check_years(const struct calendars *set, int64_t now, struct faults *warnings)
{
	for (size_t i = 0; i < set->files_n; i++)
		check_file(set, &set->files[i], now, warnings);
}
