/* Times in fixed forms, as machines read them and people are sent them. UTC milliseconds since 1970. */
#ifndef WHEN_WRITE_H
#define WHEN_WRITE_H

#include <stdbool.h>
#include <stdint.h>

struct zone;

/* "16:30" if on the same local day as `now`, else "11-26 16:30", and with its year
 * where that is more than half a year away. */
void when_write(int64_t at, int64_t now, char out[24]);
/* A day by its number, "11-26", and with its year where it is not within half a year of `now`. */
void when_write_day(int64_t day, int64_t now, char out[16]);
/* RFC 3339 with offset: "2026-11-21T16:30:00+08:00", milliseconds only if not zero. */
void when_rfc3339(int64_t at, char out[40]);
/* The same in another zone than the one in use. */
void when_rfc3339_in(const struct zone *z, int64_t at, char out[40]);
/* Reads RFC 3339 with an offset or Z; false if it is none. */
bool when_rfc3339_read(const char *s, int64_t *at);
/* "2026-11-21 09:00" or "2026-11-21 09:00:30" local; false if it is none, or names a time that is no time. */
bool when_local_read(const char *s, int64_t *at);
/* "2026-11-21 16:30" */
void when_local(int64_t at, char out[24]);

#endif
