/* A zone of the tz database: what a clock shows there. Several can be used at once, whatever TZ says.
 *
 * Zones are read from the compiled files that libc reads too. (libical has zones as well, but in version 3.0.16 sixteen
 * of the 312 zones in zone1970.tab differ from libc's between 2000 and 2069.) Instants are UTC ms since 1970. A local
 * time is what the clock shows, as ms since 1970 as if it showed UTC. Changes of the clock are known from 1970 to 2199. A
 * zone never changes, so threads may share it. */
#ifndef ZONE_H
#define ZONE_H

#include <stdbool.h>
#include <stdint.h>

struct zone;

/* By name, from $TZDIR or /usr/share/zoneinfo. NULL if there is no such zone, its file is not understood or memory runs
 * out. Free with zone_close(), which takes NULL. */
struct zone *zone_open(const char *name);
void zone_close(struct zone *z);
/* True if zone_open() can open it. */
bool zone_known(const char *name);

/* How many ms the clock is ahead of UTC at `at`. Before and after its years it is as at their ends. */
int64_t zone_ahead(const struct zone *z, int64_t at);
/* What the clock shows at `at`. */
int64_t zone_local(const struct zone *z, int64_t at);
/* The first instant at which the clock shows `local` or later: the first of two where a time comes twice, the instant
 * of the change where it is skipped. So it never goes backwards as `local` goes on. */
int64_t zone_first(const struct zone *z, int64_t local);
/* The first instant at or after `at` at which the clock shows this time of day (ms after midnight), or skips it. */
int64_t zone_next(const struct zone *z, int64_t at, int64_t time);

#endif
