#include "handlers/zone/zone.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/zone/day.h"
#include "handlers/zone/zone_file.h"
#include "handlers/zone/zone_rule.h"

/* A zone that counts leap seconds is read without them, as the system's clock has none. */
static const char *without_leaps(const char *name)
{
	static const char counting[] = "right/";

	return strncmp(name, counting, sizeof(counting) - 1) == 0 ? name + sizeof(counting) - 1 : name;
}

struct zone *zone_open(const char *name)
{
	const char *folder = getenv("TZDIR");
	char path[PATH_MAX];
	int len;

	name = without_leaps(name);
	if (name[0] == '\0' || name[0] == '/' || name[0] == ':' || strstr(name, "..") != NULL)
		return NULL;
	if (folder == NULL || folder[0] == '\0')
		folder = "/usr/share/zoneinfo";
	len = snprintf(path, sizeof(path), "%s/%s", folder, name);
	return (size_t)len < sizeof(path) ? zone_file_read(path) : NULL;
}

void zone_close(struct zone *z)
{
	free(z);
}

bool zone_known(const char *name)
{
	struct zone *z = zone_open(name);

	zone_close(z);
	return z != NULL;
}

/* The part that `at` is in; the first one for all before it. */
static size_t part_at(const struct zone *z, int64_t at)
{
	size_t low = 0, high = z->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (z->parts[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int64_t part_begin(const struct zone *z, size_t i)
{
	return i == 0 ? INT64_MIN : z->parts[i].from;
}

static int64_t part_end(const struct zone *z, size_t i)
{
	return i + 1 == z->n ? INT64_MAX : z->parts[i + 1].from;
}

int64_t zone_ahead(const struct zone *z, int64_t at)
{
	return z->parts[part_at(z, at)].ahead;
}

int64_t zone_local(const struct zone *z, int64_t at)
{
	return at + zone_ahead(z, at);
}

int64_t zone_first(const struct zone *z, int64_t local)
{
	/* No clock is further ahead than this. */
	size_t i = part_at(z, local - (ZONE_OFFSET_HOURS_MAX + 1) * HOUR_MS);
	int64_t at;

	while (local - z->parts[i].ahead >= part_end(z, i))
		i++;
	at = local - z->parts[i].ahead;
	return at > part_begin(z, i) ? at : part_begin(z, i);
}

int64_t zone_next(const struct zone *z, int64_t at, int64_t time)
{
	/* Begins with the part before, so that a time skipped at `at` itself counts. */
	for (size_t i = part_at(z, at - 1);; i++) {
		int64_t from = at > part_begin(z, i) ? at : part_begin(z, i);
		int64_t local = from + z->parts[i].ahead - time;
		int64_t found = from + (floor_div(local - 1, DAY_MS) + 1) * DAY_MS - local;

		if (i + 1 == z->n || found < part_end(z, i))
			return found;
		if (found - part_end(z, i) < z->parts[i + 1].ahead - z->parts[i].ahead)
			return part_end(z, i);
	}
}
