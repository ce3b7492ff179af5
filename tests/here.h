/* Where a test takes place: the zone and the order of dates that its thread uses. */
#ifndef HERE_H
#define HERE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "handlers/time/when_local.h"
#include "handlers/zone/zone.h"

static struct locale here_locale;

/* From then on this thread uses that zone; false, and nothing changes, if there is none such. */
static inline bool here_zone(const char *name)
{
	struct zone *z = zone_open(name);

	if (z == NULL)
		return false;
	when_use(&here_locale);
	zone_close(here_locale.zone);
	here_locale.zone = z;
	return true;
}

/* Gives the language's folder in dir the program's own words. False if it cannot. */
static inline bool here_own_words(const char *dir, const char *language)
{
	char path[512], from[512], *root = realpath("templates", NULL);
	bool made;

	snprintf(from, sizeof(from), "%s/%s/words.yaml", root ? root : ".", language);
	snprintf(path, sizeof(path), "%s/%s/words.yaml", dir, language);
	made = symlink(from, path) == 0;
	free(root);
	return made;
}

#endif
