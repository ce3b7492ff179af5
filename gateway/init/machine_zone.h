/* The time zone that this computer is set to. */
#ifndef MACHINE_ZONE_H
#define MACHINE_ZONE_H

#include <stdbool.h>
#include <stddef.h>

/* Its name in the tz database: that of TZ in the environment, else that of `etc`/localtime or `etc`/timezone (`etc` is
 * "/etc"). False if there is none of these, or this computer does not know it. */
bool machine_zone(const char *etc, char *out, size_t size);

#endif
