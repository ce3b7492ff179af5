/* Where a test takes place: the zone and the order of dates that its thread uses. */
#ifndef HERE_H
#define HERE_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
