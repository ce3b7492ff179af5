/* Times as a talk writes them, local. */
#ifndef TALK_TIME_H
#define TALK_TIME_H

#include <stdbool.h>
#include <stdint.h>

struct talk_time { /* a part that was left out is 0 */
	int year, month, day, hour, minute;
};

/* Reads "13:40", "11-22 13:40" or "2026-11-22 13:40". Returns what stands behind it, NULL if it is no time. */
const char *talk_time_read(const char *s, struct talk_time *t);
/* The time that is meant, in UTC ms: parts that were left out are those of `clock` (0: not set yet). False if there
 * is no such time. */
bool talk_time_at(const struct talk_time *t, int64_t clock, int64_t *at);
/* True if `at` is the time that was written, in all parts that were. */
bool talk_time_is(const struct talk_time *t, int64_t at);

#endif
