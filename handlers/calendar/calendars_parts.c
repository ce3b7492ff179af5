#include "handlers/calendar/calendars_parts.h"

#include <string.h>

#include "templates/text/array.h"

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
